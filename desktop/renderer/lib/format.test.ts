import { describe, expect, test } from 'vitest';
import { createFormat } from './format.ts';

const noon = Date.UTC(2026, 10, 3, 15, 5, 9, 240);
const argentina = createFormat('es', 'AR', 'America/Argentina/Buenos_Aires');
const mexico = createFormat('es', 'MX', 'America/Mexico_City');
const english = createFormat('en', 'AR', 'America/Argentina/Buenos_Aires');

describe('the region decides how numbers are written, the language does not', () => {
  test.each([
    [argentina, '12.345,6'],
    [english, '12.345,6'],
    [mexico, '12,345.6'],
  ])('%#', (format, expected) => expect(format.number(12_345.6, 1)).toBe(expected));
});

test('times are of 24 hours, in the zone that is asked for', () => {
  expect(argentina.time(noon)).toBe('12:05');
  expect(argentina.clock(noon)).toBe('12:05:09.2');
  expect(mexico.time(noon)).toBe('09:05');
});

test('the language decides the words', () => {
  expect(argentina.relative(noon - 4 * 60_000, noon)).toBe('hace 4 min');
  expect(english.relative(noon - 4 * 60_000, noon)).toBe('4 min. ago');
  expect(argentina.relative(noon + 3 * 3600_000, noon)).toBe('dentro de 3 h');
});

test.each([
  [640, '640 ms'],
  [8100, '8,1 s'],
  [59_999, '60,0 s'],
  [102_000, '1:42'],
  [7_500_000, '2 h 05 min'],
])('a duration of %d ms reads %s', (ms, expected) => expect(argentina.duration(ms)).toBe(expected));

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [4358, '4,4 kB'],
  [113_500_000, '113,5 MB'],
])('%d bytes read %s', (bytes, expected) => expect(argentina.bytes(bytes)).toBe(expected));
