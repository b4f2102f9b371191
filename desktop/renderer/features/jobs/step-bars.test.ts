import { expect, test } from 'vitest';
import { LONGEST_GAP_MS, stepBars } from './step-bars.ts';

const step = (path: string, startedAt: number, durationMs: number | null, mark: 'success' | 'running' | 'skipped') => ({
  path,
  startedAt,
  durationMs,
  mark,
});

test('bars stand one after the other on a scale from the first beginning to the last end', () => {
  const bars = stepBars([step('1', 1000, 1000, 'success'), step('2', 2000, 3000, 'success')], 0);
  expect(bars.get('1')).toEqual({ from: 0, width: 0.25 });
  expect(bars.get('2')).toEqual({ from: 0.25, width: 0.75 });
});

test('a loop spans what is inside it, and what still runs reaches until now', () => {
  const bars = stepBars([step('1', 0, null, 'running'), step('1[1].1', 500, null, 'running')], 1000);
  expect(bars.get('1')).toEqual({ from: 0, width: 1 });
  expect(bars.get('1[1].1')).toEqual({ from: 0.5, width: 0.5 });
});

test('a long gap between steps is drawn short, and one that was left out has no bar', () => {
  const bars = stepBars(
    [step('1', 0, 1000, 'success'), step('2', 500_000, 1000, 'success'), step('3', 0, 0, 'skipped')],
    0,
  );
  const whole = 2000 + LONGEST_GAP_MS;
  expect(bars.get('2')).toEqual({ from: (1000 + LONGEST_GAP_MS) / whole, width: 1000 / whole });
  expect(bars.has('3')).toBe(false);
  expect(stepBars([], 0).size).toBe(0);
});
