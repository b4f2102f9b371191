import { expect, test, vi } from 'vitest';
import { noFailpoint } from '@sri/shared/node/failpoint.ts';
import { createLogger } from '@sri/shared/node/logger.ts';
import type { Ended } from '@sri/shared/queue/queue-contract.ts';
import { createCompleteJobs, type CompleteContext } from './complete-jobs.ts';

const ended: Ended = {
  jobId: 'job',
  fence: { gen: 1, att: 1 },
  stalls: 0,
  by: 'worker',
  element: '{}',
  outcome: { status: 'completed', workerId: 'w', startedAt: 1, finishedAt: 2, steps: [], objects: { 'a.log': 'x' } },
};
const job = { userId: 'user', provider: 'p', status: 'completed' as const, error: null, finishedAt: new Date() };

function completer(deleteAttempts: CompleteContext['deleteAttempts']) {
  const confirm = vi.fn<CompleteContext['queue']['confirm']>(() => Promise.resolve());
  const record = vi
    .fn<CompleteContext['record']>()
    .mockResolvedValueOnce({ kind: 'recorded', job, agoMs: 0 })
    .mockResolvedValue({ kind: 'repeated', job, agoMs: 100 });
  const announce = vi.fn<CompleteContext['announce']>(() => Promise.resolve());
  const complete = createCompleteJobs({
    queue: { ended: () => Promise.resolve([ended]), confirm, hold: () => Promise.resolve() },
    findOwner: () => Promise.resolve({ userId: 'user', provider: 'p' }),
    promote: () => Promise.resolve({ kind: 'promoted' }),
    record,
    sessionDigest: () => Promise.resolve(null),
    announce,
    deleteAttempts,
    onRecorded: () => undefined,
    reach: noFailpoint,
    log: createLogger({ name: 'test', level: 'silent' }),
  });
  return { complete, confirm, announce };
}

test('R11 an attempt whose folder could not be emptied is not forgotten before it is; it is announced once', async () => {
  const deleteAttempts = vi
    .fn<CompleteContext['deleteAttempts']>()
    .mockRejectedValueOnce(new Error('away'))
    .mockResolvedValue(undefined);
  const { complete, confirm, announce } = completer(deleteAttempts);
  expect(await complete('org')).toEqual({ waiting: true });
  expect(confirm).not.toHaveBeenCalled();
  expect(await complete('org')).toEqual({ waiting: false });
  expect(confirm).toHaveBeenCalledExactlyOnceWith('org', 'job', ended.fence);
  expect(announce).toHaveBeenCalledOnce();
});

test('a folder that can never be emptied does not keep its job for ever', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const { complete, confirm } = completer(() => Promise.reject(new Error('denied')));
    expect(await complete('org')).toEqual({ waiting: true });
    vi.advanceTimersByTime(60_000);
    expect(await complete('org')).toEqual({ waiting: false });
    expect(confirm).toHaveBeenCalledOnce();
  } finally {
    vi.useRealTimers();
  }
});
