import { cellText } from '@sri/shared/values/cell-text.ts';
import { CURRENCY_SIGNS } from '@sri/shared/values/currency-signs.ts';
import { decimalText, fitsNumber } from '@sri/shared/values/decimal.ts';
import { numberReadings } from '@sri/shared/values/number-readings.ts';

/** Why a text is no number; `ambiguous`: it could be two different ones, so none is guessed. */
export type NumberFault = 'none' | 'several' | 'ambiguous' | 'too_long';
export type ReadNumber = { value: number } | { fault: NumberFault };

const TOKEN = /\(?\s*[-−+]?\s*\d+(?:[.,'’]\d+|[  ]\d{3}(?!\d))*\s*\)?(?:-(?!\d))?/gu;

/** The value of one number's digits and the signs between them. */
function valueOf(digits: string, decimal: ',' | '.' | undefined): ReadNumber {
  const fitting = numberReadings(digits).filter(
    (reading) => decimal === undefined || (reading.decimal ?? decimal) === decimal,
  );
  const [first] = fitting;
  if (first === undefined) return { fault: 'none' };
  if (new Set(fitting.map(({ value }) => decimalText(value))).size > 1) return { fault: 'ambiguous' };
  return fitsNumber(first.value) ? { value: Number(decimalText(first.value)) } : { fault: 'too_long' };
}

/**
 * The one number in a text, as people write them: `1.234,56`, `(1,234.56)`, `12,5 t`. `decimal` says which sign stands before the decimals;
 * without it a text such as `1.234` is ambiguous.
 */
export function readNumber(text: string, decimal?: ',' | '.'): ReadNumber {
  const tokens = text.match(TOKEN) ?? [];
  const [token] = tokens;
  if (token === undefined) return { fault: 'none' };
  if (tokens.length > 1) return { fault: 'several' };
  const negative = /^\s*\(?\s*[-−]|-$/.test(token) || /^\(.*\)$/.test(token.trim());
  const read = valueOf(
    cellText(token)
      .replaceAll(/[^\d.,'’ ]/g, '')
      .trim(),
    decimal,
  );
  return 'value' in read && negative ? { value: -read.value } : read;
}

const LETTER = /\p{L}/u;

function hasSign(text: string, sign: string): boolean {
  const wanted = sign.toLowerCase();
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const [before = '', after = ''] = [text[at - 1], text[at + wanted.length]];
    const isPart =
      (LETTER.test(wanted[0] ?? '') && LETTER.test(before)) || (LETTER.test(wanted.at(-1) ?? '') && LETTER.test(after));
    if (!isPart) return true;
  }
  return false;
}

/** The currency that a text names, by its ISO 4217 code; the sign itself where it is of several, as `$`; null where it says nothing. */
export function readCurrency(text: string): string | null {
  const folded = text.toLowerCase();
  const found = CURRENCY_SIGNS.find(({ sign }) => hasSign(folded, sign));
  if (found === undefined) return null;
  return found.means.length === 1 ? (found.means[0] ?? null) : found.sign;
}
