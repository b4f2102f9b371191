import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, formatDay, parseDay } from './calendar.ts';

test('every day survives being printed and read', () => {
  const day = fc.integer({ min: 0, max: 30_000 }).map((count) => addDays('1980-01-01', count));
  fc.assert(
    fc.property(day, (value) => {
      expect(parseDay(formatDay(value))).toBe(value);
    }),
  );
});

test.each(['31/02/2026', '29/02/2025', '00/01/2026', '01/13/2026', '2026-01-31', '1/1/26', '01/01/2026x', 'ayer', ''])(
  '«%s» is no day',
  (text) => {
    expect(parseDay(text)).toBeUndefined();
  },
);

test('single digits and blanks around are read', () => {
  expect(parseDay(' 1/2/2024 ')).toBe('2024-02-01');
  expect(parseDay('29/02/2024')).toBe('2024-02-29');
});
