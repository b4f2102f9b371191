import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../model/ids.ts';
import { enqueueOptions, makeEnvelope, makeOutcome } from '../test/job-envelopes.ts';
import { type QueueKit, startQueueKit } from '../test/queue-kit.ts';

let kit: QueueKit;
beforeAll(async () => {
  kit = await startQueueKit();
});
afterAll(() => kit.stop());

/** Takes all memory away from Redis while `work` runs. */
async function whileFull<T>(work: () => Promise<T>): Promise<T> {
  await kit.redis.config('SET', 'maxmemory', '1000');
  try {
    await expect(kit.redis.set('anything', 'x')).rejects.toThrow('OOM');
    return await work();
  } finally {
    await kit.redis.config('SET', 'maxmemory', '0');
  }
}

describe('R16: Redis is full', () => {
  test('enqueue is refused cleanly, and goes through once there is room', async () => {
    const { queue, orgId, put, listed, check } = kit.org();
    const old = await put();
    const job = makeEnvelope({ orgId });
    await whileFull(async () => {
      await expect(queue.enqueue(job, enqueueOptions(job))).rejects.toMatchObject({
        code: 'redis_unavailable',
        message: 'Redis is full and takes no more jobs',
      });
      await expect(queue.enqueue({ ...old, gen: 2 }, enqueueOptions(old))).rejects.toMatchObject({
        code: 'redis_unavailable',
      });
    });
    expect(await listed()).toEqual([old.jobId]);
    await check();
    expect(await queue.enqueue(job, enqueueOptions(job))).toBe('queued');
    expect(await listed()).toEqual([old.jobId, job.jobId]);
  });

  test('everything else goes on: the queue drains to nothing, no lease is lost', async () => {
    const { queue, orgId, put, take, check, endLease, endDelay } = kit.org();
    const userId = newId();
    const account = `${userId}:cargill`;
    const [first, second] = [await put({ userId }), await put({ userId })];
    const [retried, crashed, stopped, waiting] = [await put(), await put(), await put(), await put()];
    await whileFull(async () => {
      const run = await take();
      expect(run.jobId).toBe(first.jobId);
      expect(await queue.renew(orgId, run.jobId, run.token)).toBe('held');

      const one = await take();
      expect(one.jobId).toBe(retried.jobId);
      const retry = makeOutcome({ status: 'failed', retry: { delayMs: 60_000 } });
      expect(await queue.finish(orgId, one.jobId, one.token, retry)).toBe('retry');
      await endDelay(one.jobId).catch(() => undefined);

      const two = await take();
      expect(two.jobId).toBe(crashed.jobId);
      const three = await take();
      expect(three.jobId).toBe(stopped.jobId);
      expect(await queue.giveBack(orgId, three.jobId, three.token)).toBe('returned');
      expect(await queue.cancel(orgId, three.jobId, 1)).toBe('cancelled');
      expect(await queue.cancel(orgId, two.jobId, 1)).toBe('asked');
      expect(await queue.revoke(orgId, two.jobId)).toBe('cancelled');
      expect(await queue.cancel(orgId, waiting.jobId, 1)).toBe('cancelled');

      await queue.hold(orgId, account, 'digest');
      await queue.release(orgId, account);
      expect(await queue.finish(orgId, run.jobId, run.token, makeOutcome())).toBe('done');
      const last = await take();
      expect(last.jobId).toBe(second.jobId);
      expect(await queue.finish(orgId, last.jobId, last.token, makeOutcome())).toBe('done');

      for (const { jobId, fence } of await queue.ended(orgId, 100)) await queue.confirm(orgId, jobId, fence);
      expect(await queue.known(orgId, [retried.jobId])).toHaveProperty('size', 1);
      expect(await queue.showStatus(first.jobId, { gen: 1, att: 1 }, 'completed')).toBe(true);
      expect(await queue.depth(orgId)).toMatchObject({ queued: 0, active: 0, delayed: 1, parked: 0 });
    });
    await endDelay(retried.jobId);
    await whileFull(async () => {
      expect(await queue.promote(orgId)).toBe(1);
      await take();
    });
    await endLease(retried.jobId);
    await whileFull(async () => {
      expect(await queue.reap(orgId)).toMatchObject([{ jobId: retried.jobId, action: 'returned' }]);
    });
    await check();
  });

  test('the ring cannot turn, so each worker goes round a copy of its own: everybody gets a turn', async () => {
    await kit.redis.del(kit.keys.ring);
    const orgs = [kit.org(), kit.org(), kit.org()];
    for (const { put } of orgs) await put();
    const [worker] = orgs;
    await whileFull(async () => {
      const turns: (string | null)[] = [];
      for (let turn = 0; turn < 6; turn += 1) turns.push((await worker?.queue.nextOrg()) ?? null);
      const all = orgs.map(({ orgId }) => orgId).toSorted();
      expect(turns.slice(0, 3).map(String).toSorted()).toEqual(all);
      expect(turns.slice(3).map(String).toSorted()).toEqual(all);
    });
    expect(await worker?.queue.nextOrg()).not.toBeNull();
  });

  test('an organisation whose job came back joins the ring all the same', async () => {
    const { queue, orgId, put, take } = kit.org();
    await put();
    const { jobId, token } = await take();
    await queue.claim(orgId, newId(), 'worker-1');
    await whileFull(() => queue.giveBack(orgId, jobId, token));
    expect(await kit.redis.lpos(kit.keys.ring, orgId)).not.toBeNull();
  });
});
