import { expect, test } from 'vitest';
import { median, quantile, rounded } from './statistics.ts';

test('quantiles are values that were measured, by the nearest rank', () => {
  const values = [5, 1, 4, 2, 3, 10, 9, 8, 7, 6];
  expect(median(values)).toBe(5);
  expect(quantile(values, 0.99)).toBe(10);
  expect(quantile(values, 0)).toBe(1);
  expect(quantile([7], 0.99)).toBe(7);
  expect(values[0]).toBe(5);
});

test('of nothing there is no quantile', () => {
  expect(median([])).toBeNaN();
});

test('three digits are left', () => {
  expect(rounded(1234.5)).toBe(1230);
  expect(rounded(0.98765)).toBe(0.988);
});
