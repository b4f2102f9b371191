import { expect, test } from 'vitest';
import { triedSteps } from './tried-steps.ts';

test('a step that ran several times is told by its worst round', () => {
  const tried = triedSteps([
    { stepId: 's1', status: 'passed' },
    { stepId: 's2', status: 'passed' },
    { stepId: 's2', status: 'failed' },
    { stepId: 's2', status: 'skipped' },
  ]);
  expect([...tried]).toEqual([
    ['s1', 'passed'],
    ['s2', 'failed'],
  ]);
});
