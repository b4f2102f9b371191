import { expect, test } from 'vitest';
import type { Ended, Outcome } from '@sri/shared/queue/queue-contract.ts';
import { endOf } from './job-end.ts';

const ended = (more: Partial<Ended>): Ended => ({
  jobId: 'j',
  fence: { gen: 1, att: 2 },
  stalls: 1,
  by: 'worker',
  element: '{}',
  ...more,
});
const outcome: Outcome = {
  status: 'needs_login',
  workerId: 'worker-2',
  startedAt: 1,
  finishedAt: 2,
  steps: [],
  objects: { 'execution.log': 'aa' },
  heldSession: 'digest',
};

test('by its worker: what the worker told', () => {
  expect(endOf(ended({ outcome }))).toMatchObject({
    status: 'needs_login',
    heldSession: 'digest',
    workerId: 'worker-2',
    stalls: 1,
    objects: { 'execution.log': 'aa' },
  });
});

test.each<[string, Partial<Ended>, string, string | undefined]>([
  ['what a worker of another version told', {}, 'failed', 'internal'],
  ['too many lost leases', { by: 'dead', cause: 'stalls', lastWorker: 'worker-3' }, 'failed', 'worker_lost'],
  ['past the hard limit (R22)', { by: 'dead', cause: 'run_limit' }, 'failed', 'run_limit'],
  ['cancelled', { by: 'cancel', lastWorker: 'worker-3' }, 'cancelled', undefined],
])('%s', (_, more, status, code) => {
  const end = endOf(ended(more));
  expect([end.status, end.error?.code, end.workerId]).toEqual([status, code, more.lastWorker]);
});
