import type { DecimalSign } from '../model/value-format.ts';
import type { Reading } from '../model/contract-result.ts';
import { isBlankCell } from './cell-text.ts';
import { decimalText, fitsNumber, negate, type Decimal } from './decimal.ts';
import { numberReadings } from './number-readings.ts';
import { refuse, type Read } from './read-result.ts';
import { takeApart, type CellParts } from './take-apart.ts';

/** The number of a cell that was taken apart. `decimal` is the portal's sign before decimals, where it is known. */
export function readDigits({ digits, negative }: CellParts, decimal?: DecimalSign): Read<Decimal> {
  const all = numberReadings(digits).map((reading) => ({
    ...reading,
    value: negative ? negate(reading.value) : reading.value,
  }));
  const told = all.map(({ value, decimal: sign }): Reading => ({
    value: decimalText(value),
    ...(sign === undefined ? {} : { format: { decimal: sign } }),
  }));
  if (all.length === 0) return refuse('unreadable');
  const fitting = all.filter((reading) => decimal === undefined || (reading.decimal ?? decimal) === decimal);
  const [first] = fitting;
  if (first === undefined) return refuse('not_in_format', told);
  if (new Set(fitting.map(({ value }) => decimalText(value))).size > 1) return refuse('ambiguous', told);
  return fitsNumber(first.value) ? { ok: true, value: first.value } : refuse('too_long');
}

/**
 * The number of a cell: `1.234,56`, `1,234.56`, `1 234,5`, `1'234.5`, `(12)`, `12-`. Without `decimal` a text that could be two numbers, as
 * `1.234`, is refused with both. A cell with anything else in it, a unit or a `%` too, is no number.
 */
export function readNumberCell(text: string, decimal?: DecimalSign): Read<Decimal> {
  const parts = takeApart(text);
  if (parts === undefined || parts.percent || parts.unit !== undefined || parts.currencies !== undefined)
    return refuse(isBlankCell(text) ? 'blank' : 'unreadable');
  return readDigits(parts, decimal);
}

/** A percentage in hundredths: `12,5 %` and `12,5` are 12.5. */
export function readPercentCell(text: string, decimal?: DecimalSign): Read<Decimal> {
  const parts = takeApart(text);
  if (parts === undefined || parts.unit !== undefined || parts.currencies !== undefined)
    return refuse(isBlankCell(text) ? 'blank' : 'unreadable');
  return readDigits(parts, decimal);
}
