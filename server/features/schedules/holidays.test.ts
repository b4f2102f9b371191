import { expect, test } from 'vitest';
import { HOLIDAY_COUNTRIES } from '@sri/shared/model/schedule.ts';
import { holidayLookup, holidaysOf, regionsOf } from './holidays.ts';

test.each(HOLIDAY_COUNTRIES)('%s has holidays in every year, each day once and in order', (country) => {
  for (const year of [2026, 2027, 2028]) {
    const days = holidaysOf({ country }, year).map(({ day }) => day);
    expect(days.length).toBeGreaterThanOrEqual(5);
    expect(days).toEqual([...new Set(days)].toSorted());
    expect(days.every((day) => day.startsWith(`${year}-`))).toBe(true);
  }
});

test('the days are those of the country, whatever the zone of this machine', () => {
  const argentina = holidayLookup({ country: 'AR' });
  expect(argentina('2026-05-25')).toBe('Día de la Revolución de Mayo');
  expect(argentina('2026-05-24')).toBeUndefined();
  expect(holidayLookup({ country: 'MX' })('2026-02-02')).toBe('Día de la Constitución');
  expect(holidayLookup({ country: 'BR' })('2026-11-20')).toBeDefined();
});

test('what is only kept by banks or by custom is a day like others', () => {
  // A bridge of Argentina's, not obligatory; and the last day of Chile's banks.
  expect(holidayLookup({ country: 'AR' })('2026-03-23')).toBeUndefined();
  expect(holidayLookup({ country: 'CL' })('2026-12-31')).toBeUndefined();
});

test('a region has its own besides those of the country', () => {
  expect(regionsOf('BR')).toContainEqual({ code: 'SP', name: expect.any(String) });
  const saoPaulo = holidayLookup({ country: 'BR', region: 'SP' });
  expect(saoPaulo('2026-07-09')).toBeDefined();
  expect(holidayLookup({ country: 'BR' })('2026-07-09')).toBeUndefined();
  expect(saoPaulo('2026-09-07')).toBeDefined();
});

test('without a country no day is one', () => {
  expect(holidayLookup(null)('2026-12-25')).toBeUndefined();
});
