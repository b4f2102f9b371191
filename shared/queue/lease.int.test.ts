import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../model/ids.ts';
import { makeOutcome } from '../test/job-envelopes.ts';
import { type QueueKit, startQueueKit } from '../test/queue-kit.ts';
import { until } from '../test/until.ts';

const LEASE_MS = 150;

let kit: QueueKit;
beforeAll(async () => {
  kit = await startQueueKit();
});
afterAll(() => kit.stop());

describe('leases by the clock of Redis', () => {
  test('R5, R7: a job whose worker died is taken back once its lease has ended, and not before', async () => {
    const { put, take, queue, orgId, check } = kit.org({ leaseMs: LEASE_MS });
    const job = await put();
    const started = await kit.redis.time();
    await take();
    const reaped = await until('the lease ends', async () => (await queue.reap(orgId))[0]);
    const ended = await kit.redis.time();
    const elapsedMs = (Number(ended[0]) - Number(started[0])) * 1000 + (Number(ended[1]) - Number(started[1])) / 1000;
    expect(elapsedMs).toBeGreaterThan(LEASE_MS - 2);
    expect(reaped).toEqual({ jobId: job.jobId, action: 'returned', fence: { gen: 1, att: 1 }, stalls: 0 });
    expect((await take()).fence).toEqual({ gen: 1, att: 2 });
    await check();
  });

  test('R7: a lease that is renewed lives on; one that is not ends', async () => {
    const { put, take, queue, orgId, endLease } = kit.org();
    const renewed = await put();
    const silent = await put();
    const claim = await take();
    await take();
    await endLease(renewed.jobId);
    await endLease(silent.jobId);
    expect(await queue.renew(orgId, renewed.jobId, claim.token)).toBe('held');
    expect(await queue.reap(orgId)).toMatchObject([{ jobId: silent.jobId }]);
    await endLease(renewed.jobId);
    expect(await queue.reap(orgId)).toMatchObject([{ jobId: renewed.jobId, stalls: 1 }]);
  });

  test('R8: after its lease was lost a worker can neither renew nor finish nor give back', async () => {
    const { put, take, queue, orgId, check } = kit.org({ leaseMs: LEASE_MS });
    const job = await put();
    const zombie = await take();
    await until('the lease ends', async () => (await queue.reap(orgId)).length > 0);
    const second = await take();
    for (const token of [zombie.token, newId(), '']) {
      expect(await queue.renew(orgId, job.jobId, token)).toBe('lost');
      expect(await queue.finish(orgId, job.jobId, token, makeOutcome())).toBe('lost');
      expect(await queue.giveBack(orgId, job.jobId, token)).toBe('lost');
    }
    expect(await queue.finish(orgId, job.jobId, second.token, makeOutcome({ workerId: 'worker-2' }))).toBe('done');
    expect(await queue.ended(orgId, 10)).toMatchObject([{ fence: second.fence, outcome: { workerId: 'worker-2' } }]);
    await check();
  });

  test('R22: past the hard limit a lease is not extended, and a worker that goes on loses the job', async () => {
    const { put, take, queue, orgId, endLease, check } = kit.org();
    const job = await put({ timeoutMs: 1 });
    const { token } = await take();
    const leaseEnd = (): Promise<string | null> => kit.redis.zscore(kit.keys.leases(orgId), job.jobId);
    await until('it is overdue', async () => (await queue.renew(orgId, job.jobId, token)) === 'overdue');
    const end = await leaseEnd();
    expect(await queue.renew(orgId, job.jobId, token)).toBe('overdue');
    expect(await leaseEnd()).toBe(end);
    await endLease(job.jobId);
    expect(await queue.renew(orgId, job.jobId, token)).toBe('overdue');
    expect(await queue.reap(orgId)).toMatchObject([{ jobId: job.jobId, action: 'dead' }]);
    expect(await queue.ended(orgId, 10)).toMatchObject([{ by: 'dead', cause: 'run_limit', lastWorker: 'worker-1' }]);
    expect(await queue.finish(orgId, job.jobId, token, makeOutcome())).toBe('lost');
    await check();
  });

  test('R22: a worker that obeys the hard limit still ends its job itself', async () => {
    const { put, take, queue, orgId } = kit.org({ leaseMs: 60_000 });
    const job = await put({ timeoutMs: 1 });
    const { token } = await take();
    await until('it is overdue', async () => (await queue.renew(orgId, job.jobId, token)) === 'overdue');
    expect(await queue.finish(orgId, job.jobId, token, makeOutcome({ status: 'failed' }))).toBe('done');
    expect(await queue.ended(orgId, 10)).toMatchObject([{ by: 'worker', outcome: { status: 'failed' } }]);
  });

  test('R22: a crash shortly before the hard limit is a crash, and the job runs again', async () => {
    const { put, take, queue, orgId, endLease } = kit.org({ leaseMs: 60_000 });
    const job = await put({ timeoutMs: 1 });
    await take();
    await endLease(job.jobId);
    expect(await queue.reap(orgId)).toMatchObject([{ action: 'returned' }]);
    expect((await take()).limitMs).toBe(1);
  });
});

describe('lost leases are counted', () => {
  test('R6: a lease that was never renewed is not a crash, five times', async () => {
    const { put, take, queue, orgId, endLease, check } = kit.org();
    const job = await put();
    const stalls: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      await take();
      await endLease(job.jobId);
      const [reaped] = await queue.reap(orgId);
      expect(reaped?.action).toBe('returned');
      stalls.push(reaped?.stalls ?? -1);
    }
    expect(stalls).toEqual([0, 0, 0, 0, 0, 1]);
    await check();
  });

  test('R20: the first lost lease goes to the front at once, the next wait 10 s and 20 s, the fourth is the last', async () => {
    const { put, take, queue, orgId, endLease, endDelay, listed, check } = kit.org();
    const job = await put();
    await put();
    const seen: unknown[] = [];
    const places: number[] = [];
    for (let run = 1; run <= 4; run += 1) {
      const { token } = await take();
      expect(await queue.renew(orgId, job.jobId, token)).toBe('held');
      await endLease(job.jobId);
      const [reaped] = await queue.reap(orgId);
      const [seconds] = await kit.redis.time();
      const notBefore = await kit.redis.zscore(kit.keys.delayed(orgId), job.jobId);
      const waits = notBefore === null ? null : Math.round((Number(notBefore) / 1000 - Number(seconds)) / 10) * 10;
      seen.push([reaped?.action, reaped?.stalls, waits]);
      await check();
      places.push((await listed()).indexOf(job.jobId));
      await endDelay(job.jobId);
      await queue.promote(orgId);
      if (run > 1) await kit.redis.lmove(kit.keys.orgJobs(orgId), kit.keys.orgJobs(orgId), 'LEFT', 'RIGHT');
    }
    expect(seen).toEqual([
      ['returned', 1, null],
      ['delayed', 2, 10],
      ['delayed', 3, 20],
      ['dead', 4, null],
    ]);
    expect(places[0]).toBe(0);
    expect(await queue.ended(orgId, 10)).toMatchObject([
      { jobId: job.jobId, by: 'dead', cause: 'stalls', stalls: 4, lastWorker: 'worker-1', fence: { gen: 1, att: 4 } },
    ]);
    const dead = await kit.redis.lrange(kit.keys.dead(orgId), 0, -1);
    expect(dead.map((element) => JSON.parse(element) as unknown)).toEqual([job]);
  });

  test('R20: retries and lost leases are counted apart', async () => {
    const { put, take, queue, orgId, endLease, endDelay } = kit.org();
    const job = await put();
    const first = await take();
    await queue.finish(orgId, job.jobId, first.token, makeOutcome({ status: 'failed', retry: { delayMs: 9000 } }));
    await endDelay(job.jobId);
    await queue.promote(orgId);
    const second = await take();
    await queue.renew(orgId, job.jobId, second.token);
    await endLease(job.jobId);
    expect(await queue.reap(orgId)).toMatchObject([{ action: 'returned', stalls: 1 }]);
  });

  test('several lost leases go back in the order in which they were claimed, at most a hundred a call', async () => {
    const { put, take, queue, orgId, listed, check } = kit.org({ orgCap: 200, leaseMs: 1 });
    const jobs: string[] = [];
    for (let count = 0; count < 120; count += 1) jobs.push((await put()).jobId);
    for (const jobId of jobs) {
      await take();
      await kit.redis.zadd(kit.keys.leases(orgId), 'XX', jobs.indexOf(jobId) + 1, jobId);
    }
    expect(await queue.reap(orgId)).toHaveLength(100);
    expect(await listed()).toEqual(jobs.slice(0, 100));
    expect(await queue.reap(orgId)).toHaveLength(20);
    expect(await queue.reap(orgId)).toEqual([]);
    await check();
  });
});

describe('R23: giving back', () => {
  test('puts the job at the front at once and counts nothing', async () => {
    const { put, take, queue, orgId, listed, check } = kit.org();
    const job = await put();
    const other = await put();
    const { token } = await take();
    await queue.renew(orgId, job.jobId, token);
    expect(await queue.giveBack(orgId, job.jobId, token)).toBe('returned');
    expect(await listed()).toEqual([job.jobId, other.jobId]);
    await check();
    expect((await take()).fence).toEqual({ gen: 1, att: 2 });
  });

  test('is idempotent, also after the job runs elsewhere', async () => {
    const { put, take, queue, orgId, listed, check } = kit.org();
    const job = await put();
    const { token } = await take();
    expect(await queue.giveBack(orgId, job.jobId, token)).toBe('returned');
    expect(await queue.giveBack(orgId, job.jobId, token)).toBe('returned');
    expect(await listed()).toEqual([job.jobId]);
    const second = await take();
    expect(await queue.giveBack(orgId, job.jobId, token)).toBe('returned');
    expect(await queue.renew(orgId, job.jobId, second.token)).toBe('held');
    expect(await queue.finish(orgId, job.jobId, token, makeOutcome())).toBe('lost');
    await check();
  });

  test('brings an organisation whose list was empty back into the ring', async () => {
    const { put, take, queue, orgId } = kit.org();
    const job = await put();
    const { token } = await take();
    await queue.claim(orgId, newId(), 'worker-1');
    expect(await kit.redis.lpos(kit.keys.ring, orgId)).toBeNull();
    await queue.giveBack(orgId, job.jobId, token);
    expect(await kit.redis.lpos(kit.keys.ring, orgId)).not.toBeNull();
  });
});
