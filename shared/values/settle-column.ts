import type { DateOrder, DecimalSign, ValueFormat } from '../model/value-format.ts';
import { dateReadings } from './date-readings.ts';
import { numberReadings } from './number-readings.ts';
import { takeApart } from './take-apart.ts';

/**
 * What a column's own values say about how it writes them. `settled`: all that say anything leave one format, and `row` (from 0) is the first
 * that does; `open`: they leave several; `mixed`: no format fits them all.
 */
export type SettledColumn =
  { state: 'settled'; format: ValueFormat; row: number; text: string } | { state: 'open' | 'mixed' };

/** The formats under which each cell can be read; undefined where it says nothing about that. */
function settle<T>(
  cells: readonly string[],
  all: readonly T[],
  formatsOf: (cell: string) => T[] | undefined,
  asFormat: (one: T) => ValueFormat,
): SettledColumn {
  let left = all;
  let row = -1;
  for (const [at, cell] of cells.entries()) {
    const formats = formatsOf(cell);
    if (formats === undefined) continue;
    const both = left.filter((format) => formats.includes(format));
    if (both.length === 0) return { state: 'mixed' };
    if (both.length === 1 && left.length > 1) row = at;
    left = both;
  }
  const [only] = left;
  if (only === undefined || left.length > 1) return { state: 'open' };
  return { state: 'settled', format: asFormat(only), row, text: cells[row] ?? '' };
}

function decimalsOf(cell: string): DecimalSign[] | undefined {
  const parts = takeApart(cell);
  const signs = parts === undefined ? [] : numberReadings(parts.digits).flatMap(({ decimal }) => decimal ?? []);
  return signs.length === 0 ? undefined : signs;
}

function ordersOf(cell: string): DateOrder[] | undefined {
  const orders = dateReadings(cell).flatMap(({ order }) => order ?? []);
  return orders.length === 0 ? undefined : orders;
}

/** What a column of numbers, dates, amounts or weights says about its own format: one `31/01/2026` makes it day first. */
export function settleColumn(cells: readonly string[], kind: 'number' | 'date'): SettledColumn {
  return kind === 'date'
    ? settle(cells, ['dmy', 'mdy', 'ymd'] as const, ordersOf, (dateOrder) => ({ dateOrder }))
    : settle(cells, [',', '.'] as const, decimalsOf, (decimal) => ({ decimal }));
}
