import { expect, test } from 'vitest';
import type { StepReport } from '@sri/shared/model/job.ts';
import { workerMetricsSchema } from '@sri/shared/model/worker-metrics.ts';
import { createTally } from './tally.ts';

const step = (type: string, status: StepReport['status'], durationMs?: number): StepReport => ({
  stepId: 's',
  path: '0',
  type,
  status,
  startedAt: 0,
  ...(durationMs === undefined ? {} : { durationMs }),
});

test('attempts are counted by status and cause, steps by type, result and time', () => {
  const tally = createTally();
  const error = { code: 'page_timeout', message: 'x', hint: 'y' } as const;
  tally.ended({ status: 'completed', steps: [step('navigate', 'passed', 250), step('click', 'passed', 100)] });
  tally.ended({ status: 'failed', error, steps: [step('navigate', 'failed', 45_000), step('click', 'skipped')] });
  tally.ended({ status: 'completed', steps: [step('navigate', 'passed', 2000)] });
  tally.leaseLost();
  const read = tally.read();
  expect(read.jobs).toEqual([
    { status: 'completed', cause: 'none', count: 2 },
    { status: 'failed', cause: 'page_timeout', count: 1 },
  ]);
  expect(read.steps).toEqual([
    { type: 'navigate', status: 'passed', count: 2, seconds: 2.25, within: [0, 1, 1, 2, 2, 2, 2] },
    { type: 'click', status: 'passed', count: 1, seconds: 0.1, within: [1, 1, 1, 1, 1, 1, 1] },
    { type: 'navigate', status: 'failed', count: 1, seconds: 45, within: [0, 0, 0, 0, 0, 0, 1] },
  ]);
  expect(read.leasesLost).toBe(1);
  expect(workerMetricsSchema.parse({ workerId: 'worker-1', running: 0, capacity: 2, ...read })).toBeDefined();
});
