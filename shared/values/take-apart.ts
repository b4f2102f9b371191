import type { Currency, WeightUnit } from '../model/value-format.ts';
import { cellText } from './cell-text.ts';
import { CURRENCY_SIGNS } from './currency-signs.ts';
import { UNIT_WORDS } from './weight-units.ts';

/** A cell's number, its digits as they stand, and what stands around them. */
export interface CellParts {
  /** Digits and the signs between them, as `1.234,56`. */
  digits: string;
  negative: boolean;
  percent: boolean;
  unit: WeightUnit | undefined;
  /** The currencies that the cell's sign may stand for; undefined where it has none. */
  currencies: readonly Currency[] | undefined;
}

type Mark = { sign: '-' | '+' | '%' } | { unit: WeightUnit } | { currencies: readonly Currency[] };

const MARKS: readonly { text: string; mark: Mark }[] = [
  ...CURRENCY_SIGNS.map(({ sign, means }) => ({ text: sign.toLowerCase(), mark: { currencies: means } })),
  ...UNIT_WORDS.map(({ word, unit }) => ({ text: word, mark: { unit } })),
  ...['-', '−', '–'].map((text) => ({ text, mark: { sign: '-' as const } })),
  { text: '+', mark: { sign: '+' } },
  { text: '%', mark: { sign: '%' } },
];
const DIGITS = /^[.,]?\d(?:[\d.,'’ ]*\d)?$/;
const LETTER = /\p{L}/u;
/** A cell of a number is shorter than this; a page may send anything. */
const MOST_CHARACTERS = 100;

/** The mark at one end of a text, and the text without it. A word ends where no letter follows. */
function markAt(end: 'start' | 'end', text: string): { mark: Mark; rest: string } | undefined {
  const folded = text.toLowerCase();
  // Some letters grow when they are made small; their text is no cell of a number.
  if (folded.length !== text.length) return undefined;
  for (const { text: word, mark } of MARKS) {
    // After a number a dash is rather the begin of a range.
    if (end === 'end' && (word === '–' || word === '+')) continue;
    if (!(end === 'start' ? folded.startsWith(word) : folded.endsWith(word))) continue;
    const rest = end === 'start' ? text.slice(word.length) : text.slice(0, -word.length);
    const inner = end === 'start' ? word.at(-1) : word[0];
    const next = end === 'start' ? rest[0] : rest.at(-1);
    if (LETTER.test(inner ?? '') && LETTER.test(next ?? '')) continue;
    return { mark, rest: rest.trim() };
  }
  return undefined;
}

/** All marks of one kind that were found: one is what the cell says, two say too much. */
function single<T>(found: T[]): T | undefined | 'several' {
  return found.length > 1 ? 'several' : found[0];
}

/** Takes a cell apart into digits, sign, unit, currency and `%`; undefined where it is anything more than those, or says one of them twice. */
export function takeApart(cell: string): CellParts | undefined {
  if (cell.length > MOST_CHARACTERS) return undefined;
  const text = cellText(cell);
  const inside = /^\((.*)\)$/.exec(text)?.[1]?.trim();
  let rest = inside ?? text;
  const marks: Mark[] = [];
  for (const end of ['start', 'end'] as const) {
    for (let found = markAt(end, rest); found !== undefined && !DIGITS.test(rest); found = markAt(end, rest)) {
      if (end === 'start' && 'unit' in found.mark) return undefined;
      marks.push(found.mark);
      rest = found.rest;
    }
  }
  if (!DIGITS.test(rest)) return undefined;
  const sign = single(marks.flatMap((mark) => ('sign' in mark && mark.sign !== '%' ? [mark.sign] : [])));
  const percent = single(marks.flatMap((mark) => ('sign' in mark && mark.sign === '%' ? [true] : [])));
  const unit = single(marks.flatMap((mark) => ('unit' in mark ? [mark.unit] : [])));
  const currencies = single(marks.flatMap((mark) => ('currencies' in mark ? [mark.currencies] : [])));
  if (sign === 'several' || percent === 'several' || unit === 'several' || currencies === 'several') return undefined;
  if (inside !== undefined && sign !== undefined) return undefined;
  return {
    digits: rest,
    negative: inside !== undefined || sign === '-',
    percent: percent === true,
    unit,
    currencies,
  };
}
