import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../model/ids.ts';
import type { JobEnvelope } from '../protocol/job-envelope.ts';
import { makeOutcome } from '../test/job-envelopes.ts';
import { type OrgKit, type QueueKit, startQueueKit } from '../test/queue-kit.ts';
import { accountOf } from './queue-contract.ts';

let kit: QueueKit;
beforeAll(async () => {
  kit = await startQueueKit();
});
afterAll(() => kit.stop());

const DIGEST = 'd'.repeat(64);

/** Claims until nothing is left to claim, and says what was claimed. */
async function takeAll({ queue, orgId }: OrgKit): Promise<{ jobId: string; token: string }[]> {
  const taken: { jobId: string; token: string }[] = [];
  for (;;) {
    const token = newId();
    const claim = await queue.claim(orgId, token, 'worker-1');
    if (claim.kind === 'job') taken.push({ jobId: claim.jobId, token });
    else if (claim.kind !== 'blocked') return taken;
  }
}

async function putMany({ put }: OrgKit, userId: string, count: number, maxPerAccount = 1): Promise<JobEnvelope[]> {
  const jobs: JobEnvelope[] = [];
  for (let index = 0; index < count; index += 1) jobs.push(await put({ userId }, { maxPerAccount }));
  return jobs;
}

describe('one job at a time of an account', () => {
  test('the others wait in their order, other accounts pass them', async () => {
    const org = kit.org();
    const { put, queue, orgId, check } = org;
    const [a, b] = [newId(), newId()];
    const waiting = await putMany(org, a, 4);
    const other = await put({ userId: b });
    const order: string[] = [];
    let running = await takeAll(org);
    expect(running.map(({ jobId }) => jobId)).toEqual([waiting[0]?.jobId, other.jobId]);
    expect(await queue.depth(orgId)).toMatchObject({ queued: 0, active: 2, parked: 3 });
    while (running.length > 0) {
      for (const { jobId, token } of running) {
        if (jobId !== other.jobId) order.push(jobId);
        await queue.finish(orgId, jobId, token, makeOutcome());
        await check();
      }
      running = await takeAll(org);
    }
    expect(order).toEqual(waiting.map(({ jobId }) => jobId));
    expect(await queue.depth(orgId)).toMatchObject({ queued: 0, active: 0, parked: 0 });
    expect(await kit.redis.exists(kit.keys.accounts(orgId), kit.keys.parked(orgId))).toBe(0);
  });

  test('the same person at another provider is another account', async () => {
    const org = kit.org();
    const userId = newId();
    await org.put({ userId, provider: 'cargill' });
    await org.put({ userId, provider: 'bunge' });
    expect(await takeAll(org)).toHaveLength(2);
  });

  test('where the provider allows more, so many run and no more', async () => {
    const org = kit.org();
    const { queue, orgId, check } = org;
    const jobs = await putMany(org, newId(), 6, 2);
    const ids = jobs.map(({ jobId }) => jobId);
    const first = await takeAll(org);
    expect(first.map(({ jobId }) => jobId)).toEqual(ids.slice(0, 2));
    for (const { jobId, token } of first) await queue.finish(orgId, jobId, token, makeOutcome());
    await check();
    expect((await takeAll(org)).map(({ jobId }) => jobId)).toEqual(ids.slice(2, 4));
    await check();
  });

  test('a claim looks at fifty busy heads and says `blocked`; the next call gets past them', async () => {
    const org = kit.org();
    const { put, take, queue, orgId, check } = org;
    await putMany(org, newId(), 71);
    const other = await put();
    await take();
    expect(await queue.claim(orgId, newId(), 'worker-1')).toEqual({ kind: 'blocked' });
    expect(await queue.depth(orgId)).toMatchObject({ queued: 21, parked: 50 });
    await check();
    expect(await take()).toMatchObject({ jobId: other.jobId });
    await check();
  });

  test('a lost lease, a retry and a job given back let the next one go or keep their own place', async () => {
    const org = kit.org();
    const { queue, orgId, check, endLease, listed } = org;
    const jobs = await putMany(org, newId(), 4);
    const ids = jobs.map(({ jobId }) => jobId);
    const [first] = await takeAll(org);
    await endLease(ids[0] ?? '');
    await queue.reap(orgId);
    expect(await listed()).toEqual([ids[0]]);
    await check();

    const [again] = await takeAll(org);
    expect(again?.jobId).toBe(first?.jobId);
    await queue.giveBack(orgId, ids[0] ?? '', again?.token ?? '');
    await check();
    const [third] = await takeAll(org);
    expect(third?.jobId).toBe(ids[0]);

    const retry = makeOutcome({ status: 'failed', retry: { delayMs: 60_000 } });
    expect(await queue.finish(orgId, ids[0] ?? '', third?.token ?? '', retry)).toBe('retry');
    await check();
    expect((await takeAll(org)).map(({ jobId }) => jobId)).toEqual([ids[1]]);
  });

  test('a job that goes back to the front keeps its place before those that wait, also when it has to wait', async () => {
    const org = kit.org();
    const { queue, orgId, check } = org;
    const userId = newId();
    const jobs = await putMany(org, userId, 3);
    const ids = jobs.map(({ jobId }) => jobId);
    const [running] = await takeAll(org);
    await queue.hold(orgId, accountOf(userId, 'cargill'), DIGEST);
    await queue.giveBack(orgId, ids[0] ?? '', running?.token ?? '');
    expect(await takeAll(org)).toEqual([]);
    expect(await queue.depth(orgId)).toMatchObject({ queued: 0, parked: 3 });
    await queue.release(orgId, accountOf(userId, 'cargill'));
    const order: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const [job] = await takeAll(org);
      order.push(job?.jobId ?? '');
      await queue.finish(orgId, job?.jobId ?? '', job?.token ?? '', makeOutcome());
      await check();
    }
    expect(order).toEqual(ids);
  });
});

describe('held accounts', () => {
  test('needs_login holds the account in the same step that ends the job', async () => {
    const org = kit.org();
    const { queue, orgId, check } = org;
    const userId = newId();
    const account = accountOf(userId, 'cargill');
    const jobs = await putMany(org, userId, 3);
    const [running] = await takeAll(org);
    const outcome = makeOutcome({ status: 'needs_login', heldSession: DIGEST });
    expect(await queue.finish(orgId, running?.jobId ?? '', running?.token ?? '', outcome)).toBe('done');
    expect(await queue.heldAccounts(orgId)).toEqual({ [account]: DIGEST });
    expect(await takeAll(org)).toEqual([]);
    await check();
    await queue.release(orgId, account);
    expect(await queue.heldAccounts(orgId)).toEqual({});
    expect((await takeAll(org)).map(({ jobId }) => jobId)).toEqual([jobs[1]?.jobId]);
    await check();
  });

  test('what runs at the time goes on and is still counted after the release', async () => {
    const org = kit.org();
    const { queue, orgId, check } = org;
    const userId = newId();
    const account = accountOf(userId, 'cargill');
    const jobs = await putMany(org, userId, 4, 2);
    const running = await takeAll(org);
    expect(running).toHaveLength(2);
    await queue.hold(orgId, account, DIGEST);
    await queue.hold(orgId, account, DIGEST);
    await check();
    expect(await queue.renew(orgId, running[0]?.jobId ?? '', running[0]?.token ?? '')).toBe('held');
    await queue.finish(orgId, running[0]?.jobId ?? '', running[0]?.token ?? '', makeOutcome());
    await check();
    expect(await takeAll(org)).toEqual([]);
    await queue.release(orgId, account);
    expect((await takeAll(org)).map(({ jobId }) => jobId)).toEqual([jobs[2]?.jobId]);
    await check();
  });

  test('a release that names a session ends only the hold of that session', async () => {
    const org = kit.org();
    const { queue, orgId } = org;
    const account = accountOf(newId(), 'cargill');
    await queue.hold(orgId, account, 'old');
    await queue.hold(orgId, account, 'new');
    await queue.release(orgId, account, 'old');
    expect(await queue.heldAccounts(orgId)).toEqual({ [account]: 'new' });
    await queue.release(orgId, account, 'new');
    expect(await queue.heldAccounts(orgId)).toEqual({});
    await queue.release(orgId, account);
    await queue.release(orgId, account, 'new');
    expect(await kit.redis.exists(kit.keys.accounts(orgId))).toBe(0);
  });

  test('a release brings an organisation whose list was empty back into the ring', async () => {
    const org = kit.org();
    const { queue, orgId, put } = org;
    const userId = newId();
    await queue.hold(orgId, accountOf(userId, 'cargill'), DIGEST);
    const job = await put({ userId });
    expect(await takeAll(org)).toEqual([]);
    expect(await kit.redis.lpos(kit.keys.ring, orgId)).toBeNull();
    await queue.release(orgId, accountOf(userId, 'cargill'));
    expect(await kit.redis.lpos(kit.keys.ring, orgId)).not.toBeNull();
    expect((await takeAll(org)).map(({ jobId }) => jobId)).toEqual([job.jobId]);
  });

  test('accounts whose names begin alike are kept apart', async () => {
    const org = kit.org();
    const { queue, orgId, put, check } = org;
    const userId = newId();
    for (const provider of ['bun', 'bunge']) {
      await queue.hold(orgId, accountOf(userId, provider), DIGEST);
      await put({ userId, provider });
    }
    expect(await takeAll(org)).toEqual([]);
    await queue.release(orgId, accountOf(userId, 'bun'));
    expect(await queue.depth(orgId)).toMatchObject({ queued: 1, parked: 1 });
    expect(await queue.heldAccounts(orgId)).toEqual({ [accountOf(userId, 'bunge')]: DIGEST });
    await check();
  });

  test('where the accounts were deleted by hand, a release lets the waiting jobs go', async () => {
    const org = kit.org();
    const { queue, orgId, check } = org;
    const userId = newId();
    await queue.hold(orgId, accountOf(userId, 'cargill'), DIGEST);
    const [job] = await putMany(org, userId, 2);
    expect(await takeAll(org)).toEqual([]);
    await kit.redis.del(kit.keys.accounts(orgId));
    await expect(check()).rejects.toThrow('which is free');
    await queue.release(orgId, accountOf(userId, 'cargill'));
    await check();
    expect((await takeAll(org)).map(({ jobId }) => jobId)).toEqual([job?.jobId]);
  });
});
