import type { DateOrder } from '../model/value-format.ts';
import { calendarDay, fullYear } from './calendar-day.ts';
import { cellText } from './cell-text.ts';
import { monthNamed } from './month-names.ts';

/** A way to read a date: the day as `2026-11-24`, and the order of its parts; undefined where the text itself says which is which. */
export interface DateReading {
  value: string;
  order: DateOrder | undefined;
}

// A clock without a zone after the day says nothing that would change the day; one with a zone might, and makes it no date.
const CLOCK = String.raw`(?:(?:,? |T)(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?: ?hs?\.?)?)?`;
const NUMBERS = new RegExp(String.raw`^(\d{1,4})([/.-])(\d{1,2})\2(\d{4}|\d{2})${CLOCK}$`);
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([/.-])(\d{1,2}|\p{L}{3,10}\.?)\2(\d{1,2})${CLOCK}$`, 'u');
const DAY_NAME_YEAR = new RegExp(
  String.raw`^(\d{1,2})[º°]?(?:[/.-]| de | ?)(\p{L}{3,10})\.?(?:[/.-]|,? del? |,? )(\d{4}|\d{2})${CLOCK}$`,
  'u',
);
const NAME_DAY_YEAR = new RegExp(String.raw`^(\p{L}{3,10})\.? (\d{1,2}),? (\d{4})${CLOCK}$`, 'u');

function monthOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : (monthNamed(text.replace('.', '')) ?? 0);
}

function inWords(text: string): string | undefined {
  const [, year, , month = '', day] = YEAR_FIRST.exec(text) ?? [];
  if (year !== undefined) return calendarDay(Number(year), monthOf(month), Number(day));
  const [, dayBefore, name = '', yearAfter = ''] = DAY_NAME_YEAR.exec(text) ?? [];
  if (dayBefore !== undefined) return calendarDay(fullYear(yearAfter), monthOf(name), Number(dayBefore));
  const [, named = '', dayAfter, last] = NAME_DAY_YEAR.exec(text) ?? [];
  return dayAfter === undefined ? undefined : calendarDay(Number(last), monthOf(named), Number(dayAfter));
}

/**
 * Every day that a cell could mean. A year of four digits in front or a month in words leaves one; numbers with the year behind are read day
 * first and month first; three numbers of two digits in all three orders that are in use.
 */
export function dateReadings(cell: string): DateReading[] {
  const text = cellText(cell);
  const value = inWords(text);
  if (value !== undefined) return [{ value, order: undefined }];
  const [, first = '', , second = '', third = ''] = NUMBERS.exec(text) ?? [];
  if (first === '' || first.length > 2) return [];
  const parts: [DateOrder, year: string, month: string, day: string][] = [
    ['dmy', third, second, first],
    ['mdy', third, first, second],
    ...(third.length === 2 && first.length === 2
      ? [['ymd', first, second, third] as [DateOrder, string, string, string]]
      : []),
  ];
  return parts.flatMap(([order, year, month, day]) => {
    const found = calendarDay(fullYear(year), Number(month), Number(day));
    return found === undefined ? [] : [{ value: found, order }];
  });
}
