import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../model/ids.ts';
import { enqueueOptions, makeEnvelope, makeOutcome } from '../test/job-envelopes.ts';
import { type QueueKit, startQueueKit } from '../test/queue-kit.ts';
import { until } from '../test/until.ts';

let kit: QueueKit;
beforeAll(async () => {
  kit = await startQueueKit(['--appendfsync', 'always']);
});
afterAll(() => kit.stop());

describe('Redis goes away', () => {
  test('R14: while it is away every call fails with a clear error; once it is back, all goes on as it stood', async () => {
    const { queue, orgId, put, take, check, listed } = kit.org();
    const userId = newId();
    const jobs = [await put({ userId }), await put(), await put({ userId }), await put({}, { delayMs: 60_000 })];
    const running = await take();
    const other = await take();
    expect(await queue.claim(orgId, newId(), 'worker-1')).toEqual({ kind: 'empty' });
    await queue.finish(orgId, other.jobId, other.token, makeOutcome());

    await kit.server.kill();
    const away = makeEnvelope({ orgId });
    const calls = [
      (): Promise<unknown> => queue.enqueue(away, enqueueOptions(away)),
      (): Promise<unknown> => queue.claim(orgId, newId(), 'worker-1'),
      (): Promise<unknown> => queue.renew(orgId, running.jobId, running.token),
      (): Promise<unknown> => queue.nextOrg(),
      (): Promise<unknown> => queue.ringLength(),
      (): Promise<unknown> => queue.repairRing([orgId]),
      (): Promise<unknown> => queue.depth(orgId),
      (): Promise<unknown> => queue.heldAccounts(orgId),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'redis_unavailable' });

    await kit.server.restart();
    await until('the connection is back', () =>
      queue.ringLength().then(
        () => true,
        () => false,
      ),
    );
    expect(await queue.depth(orgId)).toMatchObject({ queued: 0, active: 1, delayed: 1, parked: 1 });
    expect(await queue.renew(orgId, running.jobId, running.token)).toBe('held');
    expect(await queue.finish(orgId, other.jobId, other.token, makeOutcome())).toBe('done');
    expect(await queue.ended(orgId, 10)).toMatchObject([{ jobId: other.jobId }]);
    expect(await queue.finish(orgId, running.jobId, running.token, makeOutcome())).toBe('done');
    expect(await listed()).toEqual([jobs[2]?.jobId]);
    await check();
  });

  test('R1: after FLUSHALL everything is put anew with the next generation, old workers are refused', async () => {
    const { queue, orgId, put, take, check } = kit.org();
    const job = await put();
    const old = await take();
    await kit.redis.flushall();
    expect(await queue.renew(orgId, job.jobId, old.token)).toBe('lost');
    expect(await queue.finish(orgId, job.jobId, old.token, makeOutcome())).toBe('lost');
    expect(await queue.reap(orgId)).toEqual([]);
    expect(await queue.enqueue({ ...job, gen: 2 }, enqueueOptions(job))).toBe('queued');
    expect(await queue.nextOrg()).toBe(orgId);
    expect((await take()).fence).toEqual({ gen: 2, att: 1 });
    await check();
  });

  test('scripts that Redis forgot are sent again', async () => {
    const { put, take, check } = kit.org();
    const { jobId } = await put();
    await kit.redis.script('FLUSH');
    expect((await take()).jobId).toBe(jobId);
    await kit.redis.script('FLUSH');
    const next = await put();
    expect((await take()).jobId).toBe(next.jobId);
    await check();
  });
});
