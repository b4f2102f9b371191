import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../model/ids.ts';
import { type JobStatus, jobStatusSchema } from '../model/job.ts';
import { type QueueKit, startQueueKit } from '../test/queue-kit.ts';
import type { Fence } from './queue-contract.ts';

let kit: QueueKit;
beforeAll(async () => {
  kit = await startQueueKit();
});
afterAll(() => kit.stop());

const RANK: Record<JobStatus, number> = {
  queued: 0,
  running: 1,
  needs_person: 1,
  needs_login: 2,
  needs_review: 2,
  completed: 3,
  failed: 3,
  cancelled: 3,
};

describe('R28: the status key', () => {
  test('holds one word for seven days, its fence as long', async () => {
    const { queue } = kit.org();
    const jobId = newId();
    expect(await queue.showStatus(jobId, { gen: 1, att: 0 }, 'queued')).toBe(true);
    expect(await kit.redis.get(`sri:job:${jobId}:status`)).toBe('queued');
    for (const key of [kit.keys.jobStatus(jobId), kit.keys.statusFence(jobId)]) {
      expect(await kit.redis.ttl(key)).toBeGreaterThan(7 * 24 * 3600 - 60);
    }
  });

  test('moves forward within a fence and never back', async () => {
    const { queue } = kit.org();
    const jobId = newId();
    const show = (status: JobStatus): Promise<boolean> => queue.showStatus(jobId, { gen: 1, att: 1 }, status);
    expect(await show('running')).toBe(true);
    expect(await show('queued')).toBe(false);
    expect(await show('needs_person')).toBe(true);
    expect(await show('running')).toBe(true);
    expect(await show('completed')).toBe(true);
    expect(await show('completed')).toBe(true);
    for (const late of ['running', 'needs_person', 'needs_login', 'failed', 'cancelled'] as const) {
      expect(await show(late)).toBe(false);
    }
    expect(await kit.redis.get(kit.keys.jobStatus(jobId))).toBe('completed');
  });

  test('a higher fence shows anything, a lower one nothing', async () => {
    const { queue } = kit.org();
    const jobId = newId();
    const show = (gen: number, att: number, status: JobStatus): Promise<boolean> =>
      queue.showStatus(jobId, { gen, att }, status);
    expect(await show(1, 2, 'needs_login')).toBe(true);
    expect(await show(1, 1, 'completed')).toBe(false);
    expect(await show(2, 0, 'queued')).toBe(true);
    expect(await show(1, 9, 'completed')).toBe(false);
    expect(await show(2, 10, 'running')).toBe(true);
    expect(await show(2, 9, 'completed')).toBe(false);
    expect(await show(10, 0, 'queued')).toBe(true);
    expect(await kit.redis.get(kit.keys.jobStatus(jobId))).toBe('queued');
  });

  test('is shown anew where somebody deleted the key, whatever the fence key says of that attempt', async () => {
    const { queue } = kit.org();
    const jobId = newId();
    await queue.showStatus(jobId, { gen: 1, att: 1 }, 'completed');
    await kit.redis.del(kit.keys.jobStatus(jobId));
    expect(await queue.showStatus(jobId, { gen: 1, att: 0 }, 'running')).toBe(false);
    expect(await queue.showStatus(jobId, { gen: 1, att: 1 }, 'completed')).toBe(true);
    await kit.redis.set(kit.keys.jobStatus(jobId), 'nonsense');
    expect(await queue.showStatus(jobId, { gen: 1, att: 1 }, 'completed')).toBe(true);
  });

  test('late messages in any order never take it back within a fence, and the last fence wins', async () => {
    const { queue } = kit.org();
    const fence = fc.record({ gen: fc.integer({ min: 1, max: 12 }), att: fc.integer({ min: 0, max: 12 }) });
    const message = fc.tuple(fence, fc.constantFrom(...jobStatusSchema.options));
    let shown = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 2, maxLength: 20 }), async (messages) => {
        const jobId = newId();
        let last: { fence: Fence; status: JobStatus } | undefined;
        for (const [given, status] of messages) {
          const accepted = await queue.showStatus(jobId, given, status);
          const order = last === undefined ? 1 : given.gen - last.fence.gen || given.att - last.fence.att;
          const forward = last === undefined || RANK[status] > RANK[last.status] || status === last.status;
          const answered = last !== undefined && RANK[status] === 1 && RANK[last.status] === 1;
          expect(accepted).toBe(order > 0 || (order === 0 && (forward || answered)));
          if (accepted) last = { fence: given, status };
          if (accepted) shown += 1;
          else refused += 1;
          expect(await kit.redis.get(kit.keys.jobStatus(jobId))).toBe(last?.status);
        }
      }),
      { numRuns: 60, seed: 28 },
    );
    expect(shown).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(100);
  });
});
