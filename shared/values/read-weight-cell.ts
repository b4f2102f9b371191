import type { ValueFormat, WeightUnit } from '../model/value-format.ts';
import { isBlankCell } from './cell-text.ts';
import { decimalText, fitsNumber, scaleExactly, type Decimal } from './decimal.ts';
import { readDigits } from './read-number-cell.ts';
import { refuse, type Read } from './read-result.ts';
import { takeApart } from './take-apart.ts';

export interface Weight {
  amount: Decimal;
  unit: WeightUnit;
}

/** Kilograms of a unit; of a quintal only where the format says which one it is. */
function kilograms(unit: WeightUnit, { quintalKg }: ValueFormat): bigint | undefined {
  if (unit === 'qq') return quintalKg === undefined ? undefined : BigInt(quintalKg);
  return unit === 't' ? 1000n : 1n;
}

/** A weight in another unit, exact to the last digit or refused. A quintal is one of 100 or of 46 kg: the format says which. */
export function convertWeight({ amount, unit }: Weight, to: WeightUnit, format: ValueFormat): Read<Decimal> {
  if (unit === to) return { ok: true, value: amount };
  const [from, into] = [kilograms(unit, format), kilograms(to, format)];
  if (from === undefined || into === undefined) {
    const under = ([100, 46] as const).flatMap((quintalKg) => {
      const read = convertWeight({ amount, unit }, to, { quintalKg });
      return read.ok ? [{ value: decimalText(read.value), format: { quintalKg } }] : [];
    });
    return refuse('ambiguous', under);
  }
  const value = scaleExactly(amount, from, into);
  if (value === undefined) return refuse('not_exact');
  return fitsNumber(value) ? { ok: true, value } : refuse('too_long');
}

/** The weight of a cell: `28.540 kg`, `30,5 tn`. `printedIn` is the unit of a cell that names none. */
export function readWeightCell(text: string, printedIn: WeightUnit, format: ValueFormat = {}): Read<Weight> {
  const parts = takeApart(text);
  if (parts === undefined || parts.percent || parts.currencies !== undefined)
    return refuse(isBlankCell(text) ? 'blank' : 'unreadable');
  const amount = readDigits(parts, format.decimal);
  return amount.ok ? { ok: true, value: { amount: amount.value, unit: parts.unit ?? printedIn } } : amount;
}
