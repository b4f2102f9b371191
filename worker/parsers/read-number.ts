/** Why a text is no number; `ambiguous`: it could be two different ones, so none is guessed. */
export type NumberFault = 'none' | 'several' | 'ambiguous';
export type ReadNumber = { value: number } | { fault: NumberFault };

const TOKEN = /\(?\s*[-−+]?\s*\d+(?:[.,'’]\d+|[  ]\d{3}(?!\d))*\s*\)?(?:-(?!\d))?/gu;
const DECIMAL = { ',': '.', '.': ',' } as const;

/** The value of one number's digits and signs. */
function valueOf(digits: string, decimal: ',' | '.' | undefined): ReadNumber {
  const points = digits.replaceAll(/[^.,]/g, '');
  if (points === '') return { value: Number(digits) };
  const sign = decimal ?? guess(digits, points);
  if (sign === 'ambiguous') return { fault: sign };
  const [whole = '', fraction, ...more] = sign === undefined ? [digits] : digits.split(sign);
  const group = sign === undefined ? (points[0] ?? '.') : DECIMAL[sign];
  const groups = whole.split(group);
  const isGrouped =
    groups.length === 1 || (/^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((part) => /^\d{3}$/.test(part)));
  if (more.length > 0 || !isGrouped || /\D/.test(fraction ?? '')) return { fault: 'none' };
  return { value: Number(`${groups.join('')}.${fraction ?? '0'}`) };
}

/** The sign before the decimals; undefined where all signs stand between thousands. */
function guess(digits: string, points: string): ',' | '.' | undefined | 'ambiguous' {
  const last = points.at(-1) as ',' | '.';
  if (new Set(points).size === 2) return last;
  if (points.length > 1) return undefined;
  // Thousands in one country, decimals in the next.
  return /^[1-9]\d{0,2}[.,]\d{3}$/.test(digits) ? 'ambiguous' : last;
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
  const read = valueOf(token.replaceAll(/[^\d.,]/g, ''), decimal);
  return 'value' in read && negative ? { value: -read.value } : read;
}

const CURRENCIES: [RegExp, string][] = [
  [/U\$S|US\$|USD|d[oó]lar/i, 'USD'],
  [/€|EUR|euro/i, 'EUR'],
  [/R\$|BRL/i, 'BRL'],
  [/AR\$|ARS/i, 'ARS'],
  [/\$U|UYU/i, 'UYU'],
  [/₲|PYG|\bGs\b/i, 'PYG'],
  [/MXN|MX\$/i, 'MXN'],
  [/CLP/i, 'CLP'],
  [/COP/i, 'COP'],
  [/PEN|S\//i, 'PEN'],
  [/BOB|\bBs\b/i, 'BOB'],
  [/\$/, '$'],
];

/** The currency that a text names, by its ISO 4217 code; `$` where it says no more than that; null where it says nothing. */
export function readCurrency(text: string): string | null {
  return CURRENCIES.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
