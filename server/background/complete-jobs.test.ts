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
  const noteTidied = vi.fn<CompleteContext['noteTidied']>(() => Promise.resolve());
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
    checkAccount: () => Promise.resolve(),
    sessionRefreshed: () => Promise.resolve(),
    announce,
    deleteFormer: () => Promise.resolve(),
    deleteAttempts,
    noteTidied,
    onRecorded: () => undefined,
    reach: noFailpoint,
    log: createLogger({ name: 'test', level: 'silent' }),
  });
  return { complete, confirm, announce, noteTidied };
}

test('R11 an attempt whose folder is empty is noted so, and one whose folder S3 did not empty is left to be looked for', async () => {
  const deleteAttempts = vi
    .fn<CompleteContext['deleteAttempts']>()
    .mockRejectedValueOnce(new Error('away'))
    .mockResolvedValue(undefined);
  const { complete, confirm, announce, noteTidied } = completer(deleteAttempts);
  expect(await complete('org')).toEqual({ waiting: false });
  expect(confirm).toHaveBeenCalledExactlyOnceWith('org', 'job', ended.fence);
  expect(noteTidied).toHaveBeenLastCalledWith('org', []);
  expect(await complete('org')).toEqual({ waiting: false });
  expect(noteTidied).toHaveBeenLastCalledWith('org', ['job']);
  expect(announce).toHaveBeenCalledOnce();
});
