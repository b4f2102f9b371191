import type { DateOrder } from '@sri/shared/model/value-format.ts';
import { calendarDay, fullYear } from '@sri/shared/values/calendar-day.ts';
import { monthNamed } from '@sri/shared/values/month-names.ts';

function monthOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : (monthNamed(text) ?? 0);
}

const NUMBERS = /(?<!\d)(\d{1,4})[/.-](\d{1,2}|\p{L}{3,10})[/.-](\d{2,4})(?!\d)/u;
const DAY_AND_NAME = /(?<!\d)(\d{1,2})(?:\s+de)?\s+(\p{L}{3,10})\.?,?(?:\s+de[l]?)?\s+(\d{4})(?!\d)/u;
const NAME_AND_DAY = /(\p{L}{3,10})\.?\s+(\d{1,2}),?\s+(\d{4})(?!\d)/u;

type Parts = [year: string, month: string, day: string];

/** Year, month and day in every order that is left open. */
function allParts(text: string, order: DateOrder | undefined): Parts[] {
  const [, first = '', second = '', third = ''] = NUMBERS.exec(text) ?? [];
  if (first !== '') {
    if (order === 'ymd' || (order === undefined && first.length === 4)) return [[first, second, third]];
    const [dmy, mdy]: Parts[] = [
      [third, second, first],
      [third, first, second],
    ];
    if (order !== undefined) return [order === 'mdy' ? mdy : dmy].filter((parts) => parts !== undefined);
    // A month in words leaves the day no other place.
    if (!/^\d+$/.test(second)) return [[third, second, first]];
    const short: Parts[] = first.length === 2 && third.length === 2 ? [[first, second, third]] : [];
    return [dmy, mdy, ...short].filter((parts) => parts !== undefined);
  }
  const named = DAY_AND_NAME.exec(text);
  if (named !== null) return [[named[3] ?? '', named[2] ?? '', named[1] ?? '']];
  const english = NAME_AND_DAY.exec(text);
  return english === null ? [] : [[english[3] ?? '', english[1] ?? '', english[2] ?? '']];
}

/** A day as `2026-11-24`, or why there is none: no text of a date that exists, or one of several days, each of them told. */
export type ReadDate = { value: string } | { fault: 'none' } | { fault: 'ambiguous'; days: string[] };

/** The first date in a text. `order` says which number is the day; without it `03/04/2026` could be two days, and none is guessed. */
export function readDate(text: string, order?: DateOrder): ReadDate {
  const days = allParts(text, order)
    .filter(([, , day]) => day.length <= 2)
    .map(([year, month, day]) => calendarDay(fullYear(year), monthOf(month), Number(day)))
    .filter((day) => day !== undefined);
  const different = [...new Set(days)];
  const [value] = different;
  if (value === undefined) return { fault: 'none' };
  return different.length === 1 ? { value } : { fault: 'ambiguous', days: different };
}
