import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fullJitter } from './backoff.ts';

test('R18 a delay lies between 0 and the smaller of cap and base doubled', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (attempt, draw) => {
        const delay = fullJitter(attempt, { baseMs: 5000, capMs: 900_000 }, () => draw);
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(Math.min(900_000, 5000 * 2 ** (attempt - 1)));
      },
    ),
  );
  expect(fullJitter(3, { baseMs: 5000, capMs: 900_000 }, () => 0.999999)).toBeGreaterThan(19_000);
});
