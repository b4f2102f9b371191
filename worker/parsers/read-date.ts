import type { DateOrder } from '@sri/shared/model/value-format.ts';
import { calendarDay, fullYear } from '@sri/shared/values/calendar-day.ts';
import { monthNamed } from '@sri/shared/values/month-names.ts';

function monthOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : (monthNamed(text) ?? 0);
}

const NUMBERS = /(?<!\d)(\d{1,4})[/.-](\d{1,2}|\p{L}{3,10})[/.-](\d{2,4})(?!\d)/u;
const DAY_AND_NAME = /(?<!\d)(\d{1,2})(?:\s+de)?\s+(\p{L}{3,10})\.?,?(?:\s+de[l]?)?\s+(\d{4})(?!\d)/u;
const NAME_AND_DAY = /(\p{L}{3,10})\.?\s+(\d{1,2}),?\s+(\d{4})(?!\d)/u;

function partsOf(text: string, order: DateOrder | undefined): [year: string, month: string, day: string] | null {
  const [, first = '', second = '', third = ''] = NUMBERS.exec(text) ?? [];
  if (first !== '') {
    if (order === 'ymd' || (order === undefined && first.length === 4)) return [first, second, third];
    return order === 'mdy' ? [third, first, second] : [third, second, first];
  }
  const named = DAY_AND_NAME.exec(text);
  if (named !== null) return [named[3] ?? '', named[2] ?? '', named[1] ?? ''];
  const english = NAME_AND_DAY.exec(text);
  return english === null ? null : [english[3] ?? '', english[1] ?? '', english[2] ?? ''];
}

/** The first date in a text, as `2026-11-24`; null where there is none, or none that exists. Day first unless told, or the year stands first. */
export function readDate(text: string, order?: DateOrder): string | null {
  const parts = partsOf(text, order);
  if (parts === null || parts[2].length > 2) return null;
  return calendarDay(fullYear(parts[0]), monthOf(parts[1]), Number(parts[2])) ?? null;
}
