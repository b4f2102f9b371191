import { expect, test } from 'vitest';
import { readClock } from './read-clock.ts';

test.each([
  ['6', '06:00'],
  ['06:00', '06:00'],
  ['630', '06:30'],
  ['1815', '18:15'],
  ['18.15', '18:15'],
  ['6h30', '06:30'],
  [' 23:59 ', '23:59'],
])('%j is %s', (text, time) => {
  expect(readClock(text)).toBe(time);
});

test.each(['', '24', '24:00', '6:60', '6:3', 'seis', '-1', '12345'])('%j is no time', (text) => {
  expect(readClock(text)).toBeUndefined();
});
