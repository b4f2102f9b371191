import { expect, test } from 'vitest';
import { GIVEN_UP_MS, nextWaitMs, readRetryAfter } from './retry-schedule.ts';

const HOUR = 3_600_000;
const waits = (draw: number): (number | null)[] =>
  Array.from({ length: 10 }, (_, index) => nextWaitMs(index + 1, null, draw));

test('ten attempts in three days, each wait longer than the one before, and never earlier for the jitter', () => {
  for (const draw of [0, 0.5, 1]) {
    const list = waits(draw).slice(0, 9).map(Number);
    expect(list.toSorted((a, b) => a - b)).toEqual(list);
    const sum = list.reduce((total, wait) => total + wait, 0);
    expect(sum).toBeGreaterThanOrEqual(GIVEN_UP_MS);
    expect(sum).toBeLessThan(GIVEN_UP_MS * 1.2);
    expect(waits(draw)[9]).toBeNull();
  }
});

test('a receiver may ask for more patience, up to a day, and never for less', () => {
  expect(nextWaitMs(1, 2 * HOUR, 0)).toBe(2 * HOUR);
  expect(nextWaitMs(1, 1, 0)).toBe(5000);
  expect(nextWaitMs(1, 1000 * HOUR, 0)).toBe(24 * HOUR);
  expect(nextWaitMs(10, 2 * HOUR, 0)).toBeNull();
});

test.each([
  ['120', 120_000],
  ['Wed, 25 Nov 2026 02:00:10 GMT', 10_000],
  ['Wed, 25 Nov 2026 01:00:00 GMT', 0],
  ['soon', null],
  ['-5', null],
  ['2026-11-25', null],
  [undefined, null],
])('Retry-After: %s', (header, ms) => {
  expect(readRetryAfter(header, Date.parse('2026-11-25T02:00:00Z'))).toBe(ms);
});
