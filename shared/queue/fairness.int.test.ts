import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../model/ids.ts';
import { makeOutcome } from '../test/job-envelopes.ts';
import { type OrgKit, type QueueKit, startQueueKit } from '../test/queue-kit.ts';

let kit: QueueKit;
beforeAll(async () => {
  kit = await startQueueKit();
});
afterAll(() => kit.stop());
beforeEach(async () => {
  await kit.redis.del(kit.keys.ring);
});

/** Goes round the ring once at most for a job, as a worker does; whose it got. */
async function claimNext({ queue }: OrgKit): Promise<{ orgId: string; jobId: string; token: string } | null> {
  for (let left = await queue.ringLength(); left > 0; left -= 1) {
    const orgId = await queue.nextOrg();
    if (orgId === null) return null;
    const token = newId();
    const claim = await queue.claim(orgId, token, 'worker-1');
    if (claim.kind === 'job') return { orgId, jobId: claim.jobId, token };
  }
  return null;
}

describe('R26: fairness over organisations', () => {
  test('500 jobs of one, then 10 of another: claims alternate from the first freed slot on', async () => {
    const [big, small] = [kit.org(), kit.org()];
    await Promise.all(Array.from({ length: 500 }, () => big.put()));
    const order: string[] = [];
    let turn = 0;
    while (order.filter((orgId) => orgId === small.orgId).length < 10) {
      if (turn === 20) await Promise.all(Array.from({ length: 10 }, () => small.put()));
      const job = await claimNext(big);
      if (job === null) throw new Error('nothing to claim');
      await big.queue.finish(job.orgId, job.jobId, job.token, makeOutcome());
      order.push(job.orgId);
      turn += 1;
    }
    const names = order.map((orgId) => (orgId === big.orgId ? 'A' : 'B')).join('');
    expect(names.slice(0, 20)).toBe('A'.repeat(20));
    expect(names.slice(20)).toMatch(/^A?(BA){9}B$/);
  });

  test('with its cap reached, long jobs of one leave every slot to the other', async () => {
    const [long, short] = [kit.org({ orgCap: 2 }), kit.org({ orgCap: 2 })];
    for (let count = 0; count < 10; count += 1) await long.put();
    for (let count = 0; count < 5; count += 1) await short.put();
    const running = [await claimNext(long), await claimNext(long), await claimNext(long)];
    expect(running.filter((job) => job?.orgId === long.orgId)).toHaveLength(2);
    for (let served = 1; served < 5; served += 1) {
      const mine = running.find((job) => job?.orgId === short.orgId);
      await short.queue.finish(short.orgId, mine?.jobId ?? '', mine?.token ?? '', makeOutcome());
      running.splice(running.indexOf(mine ?? null), 1, await claimNext(long));
      expect(running.filter((job) => job?.orgId === long.orgId)).toHaveLength(2);
      expect(running.filter((job) => job?.orgId === short.orgId)).toHaveLength(1);
    }
  });

  test('an organisation stands in the ring once, however many jobs it has', async () => {
    const orgs = [kit.org(), kit.org()];
    for (const { put } of orgs) await Promise.all([put(), put(), put()]);
    expect((await kit.redis.lrange(kit.keys.ring, 0, -1)).toSorted()).toEqual(
      orgs.map(({ orgId }) => orgId).toSorted(),
    );
  });

  test('the ring empties itself, and nobody who has a job is left out of it', async () => {
    const orgs = [kit.org(), kit.org(), kit.org()];
    const [worker] = orgs as [OrgKit, ...OrgKit[]];
    const jobs = await Promise.all(orgs.flatMap(({ put }) => [put(), put()]));
    const taken: string[] = [];
    for (let job = await claimNext(worker); job !== null; job = await claimNext(worker)) taken.push(job.jobId);
    expect(taken.toSorted()).toEqual(jobs.map(({ jobId }) => jobId).toSorted());
    while ((await worker.queue.ringLength()) > 0) await claimNext(worker);
    expect(await worker.queue.nextOrg()).toBeNull();
  });

  test('jobs that come while others find the list empty are not stranded', async () => {
    const org = kit.org({ orgCap: 10_000 });
    const taken: string[] = [];
    const worker = async (): Promise<void> => {
      for (let turn = 0; turn < 100; turn += 1) {
        const job = await claimNext(org);
        if (job !== null) taken.push(job.jobId);
      }
    };
    const producer = async (): Promise<string[]> => {
      const jobs: string[] = [];
      for (let count = 0; count < 100; count += 1) jobs.push((await org.put()).jobId);
      return jobs;
    };
    const [jobs] = await Promise.all([producer(), worker(), worker(), worker()]);
    for (let job = await claimNext(org); job !== null; job = await claimNext(org)) taken.push(job.jobId);
    expect(taken.toSorted()).toEqual(jobs.toSorted());
  });
});

describe('repairing the ring', () => {
  test('puts in whoever has jobs and is missing, once, and nobody else', async () => {
    const [listed, missing, empty] = [kit.org(), kit.org(), kit.org()];
    await listed.put();
    await missing.put();
    await kit.redis.lrem(kit.keys.ring, 0, missing.orgId);
    const all = [listed, missing, empty].map(({ orgId }) => orgId);
    await listed.queue.repairRing(all);
    await listed.queue.repairRing(all);
    expect(await kit.redis.lrange(kit.keys.ring, 0, -1)).toEqual([listed.orgId, missing.orgId]);
  });

  test('serves after the loss of the ring', async () => {
    const orgs = [kit.org(), kit.org()];
    for (const { put } of orgs) await put();
    await kit.redis.del(kit.keys.ring);
    const [worker] = orgs as [OrgKit, ...OrgKit[]];
    expect(await worker.queue.nextOrg()).toBeNull();
    await worker.queue.repairRing(orgs.map(({ orgId }) => orgId));
    expect(await worker.queue.ringLength()).toBe(2);
  });
});

describe('depth', () => {
  test('R27: tells how long the oldest of the list has waited', async () => {
    const { queue, orgId, put } = kit.org();
    expect(await queue.depth(orgId)).toEqual({ queued: 0, oldest: null, active: 0, delayed: 0, parked: 0 });
    await put({ enqueuedAt: 1000 });
    await put({ enqueuedAt: 2000 });
    expect(await queue.depth(orgId)).toMatchObject({ queued: 2, oldest: 1000 });
    await kit.redis.lpush(kit.keys.orgJobs(orgId), 'not readable');
    expect(await queue.depth(orgId)).toMatchObject({ queued: 3, oldest: null });
  });
});
