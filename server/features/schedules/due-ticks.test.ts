import { expect, test } from 'vitest';
import type { Occurrence } from '@sri/shared/schedules/occurrences.ts';
import { GRACE_MS, MOST_TOLD, sortDue } from './due-ticks.ts';

const HOUR = 3_600_000;
const run = (at: number): Occurrence => ({ at, kind: 'run' });
const left = (at: number): Occurrence => ({ at, kind: 'left', holiday: 'Navidad' });
const skip = { rule: 'skip', windowMinutes: 120 } as const;
const once = { rule: 'runOnce', windowMinutes: 120 } as const;

test('what is due a moment ago is started, whatever the rule for what was missed', () => {
  for (const missed of [skip, once])
    expect(sortDue([run(1000)], missed, 1000 + GRACE_MS)).toEqual({
      start: run(1000),
      left: [],
      missed: [],
      untold: 0,
    });
});

test('what was due an hour ago is missed, or started where that is within the window', () => {
  expect(sortDue([run(0)], skip, HOUR)).toMatchObject({ start: undefined, missed: [run(0)] });
  expect(sortDue([run(0)], once, HOUR)).toMatchObject({ start: run(0), missed: [] });
  expect(sortDue([run(0)], once, 3 * HOUR)).toMatchObject({ start: undefined, missed: [run(0)] });
});

test('of several only the last is started', () => {
  const due = [run(0), left(HOUR / 2), run(HOUR), run(2 * HOUR)];
  expect(sortDue(due, once, 3 * HOUR)).toEqual({
    start: run(2 * HOUR),
    left: [left(HOUR / 2)],
    missed: [run(0), run(HOUR)],
    untold: 0,
  });
});

test('a holiday after the last run does not keep it from starting', () => {
  expect(sortDue([run(0), left(HOUR)], once, HOUR)).toMatchObject({ start: run(0), left: [left(HOUR)] });
});

test('of a long absence the newest are told, with how many there were before', () => {
  const due = Array.from({ length: MOST_TOLD + 31 }, (_, index) => run(index * HOUR));
  const { missed, untold, start } = sortDue(due, once, (MOST_TOLD + 30) * HOUR);
  expect([missed.length, untold, missed.at(-1), start]).toEqual([
    MOST_TOLD,
    30,
    run((MOST_TOLD + 29) * HOUR),
    run((MOST_TOLD + 30) * HOUR),
  ]);
});
