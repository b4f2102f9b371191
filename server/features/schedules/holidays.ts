import Holidays from 'date-holidays';
import type { HolidayCountry, HolidaysOf } from '@sri/shared/model/schedule.ts';
import type { HolidayOn } from '@sri/shared/schedules/occurrences.ts';

export interface Holiday {
  /** As `2026-12-25`. */
  day: string;
  name: string;
}

const DAY_MS = 86_400_000;
const LANGUAGE = 'es';

const calendars = new Map<string, Holidays>();
const years = new Map<string, Holiday[]>();

function calendarOf({ country, region }: HolidaysOf): Holidays {
  const key = `${country}-${region ?? ''}`;
  const known = calendars.get(key);
  if (known !== undefined) return known;
  const calendar = region === undefined ? new Holidays(country) : new Holidays(country, region);
  calendars.set(key, calendar);
  return calendar;
}

/** The regions of a country that have holidays of their own. */
export function regionsOf(country: HolidayCountry): { code: string; name: string }[] {
  const states = Object.entries(calendarOf({ country }).getStates(country, LANGUAGE) ?? {});
  return states
    .map(([code, name]) => ({ code: code.toUpperCase(), name }))
    .toSorted((a, b) => a.name.localeCompare(b.name, LANGUAGE));
}

/** The public holidays of a year, each day once, in order. Bank holidays and customs are none. */
export function holidaysOf(of: HolidaysOf, year: number): Holiday[] {
  const key = `${of.country}-${of.region ?? ''}-${year}`;
  const known = years.get(key);
  if (known !== undefined) return known;
  const days = new Map<string, string>();
  for (const { date, start, end, name, type } of calendarOf(of).getHolidays(year, LANGUAGE) ?? []) {
    if (type !== 'public') continue;
    const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
    const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS));
    for (let day = 0; day < length; day += 1) {
      const text = new Date(first + day * DAY_MS).toISOString().slice(0, 10);
      if (!days.has(text)) days.set(text, name);
    }
  }
  const list = [...days].map(([day, name]) => ({ day, name })).toSorted((a, b) => a.day.localeCompare(b.day));
  years.set(key, list);
  return list;
}

/** Whether a day is a holiday there, by name; without a country none is. */
export function holidayLookup(of: HolidaysOf | null): HolidayOn {
  if (of === null) return () => undefined;
  const byYear = new Map<number, Map<string, string>>();
  return (day) => {
    const year = Number(day.slice(0, 4));
    let days = byYear.get(year);
    if (days === undefined) {
      days = new Map(holidaysOf(of, year).map((holiday) => [holiday.day, holiday.name]));
      byYear.set(year, days);
    }
    return days.get(day);
  };
}
