import type { DateOrder } from '../model/value-format.ts';
import type { Reading } from '../model/contract-result.ts';
import { isBlankCell } from './cell-text.ts';
import { dateReadings } from './date-readings.ts';
import { refuse, type Read } from './read-result.ts';

/**
 * The day of a cell as `2026-11-24`: `24/11/2026`, `2026-11-24`, `24-nov-26`, `24 de noviembre de 2026`, `24 de nov. de 2026`, with or without a
 * clock. Without `order` numbers that could be two days, as `03/04/2026`, are refused with all of them.
 */
export function readDateCell(text: string, order?: DateOrder): Read<string> {
  const all = dateReadings(text);
  const told = all.map(({ value, order: found }): Reading => ({
    value,
    ...(found === undefined ? {} : { format: { dateOrder: found } }),
  }));
  if (all.length === 0) return refuse(isBlankCell(text) ? 'blank' : 'unreadable');
  const fitting = all.filter((reading) => order === undefined || (reading.order ?? order) === order);
  const [first] = fitting;
  if (first === undefined) return refuse('not_in_format', told);
  return new Set(fitting.map(({ value }) => value)).size > 1
    ? refuse('ambiguous', told)
    : { ok: true, value: first.value };
}
