import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { newId } from '../model/ids.ts';
import { enqueueOptions, makeEnvelope, makeOutcome } from '../test/job-envelopes.ts';
import { type QueueKit, startQueueKit } from '../test/queue-kit.ts';
import { elementOf } from './queue.ts';

let kit: QueueKit;
beforeAll(async () => {
  kit = await startQueueKit();
});
afterAll(() => kit.stop());

describe('enqueue', () => {
  test('puts the envelope at the end of the documented list, as it is', async () => {
    const { orgId, put, listed, check } = kit.org();
    const first = await put({ metadata: { note: 'añejo "x"' } });
    const second = await put();
    expect(await listed()).toEqual([first.jobId, second.jobId]);
    const [element] = await kit.redis.lrange(`sri:org:${orgId}:jobs`, 0, 0);
    expect(JSON.parse(element ?? '')).toEqual(first);
    await check();
  });

  test('R3: the same job and generation is put in once, whatever became of it', async () => {
    const { queue, put, take, listed, check, orgId } = kit.org();
    const job = await put();
    const again = (): Promise<string> => queue.enqueue(job, enqueueOptions(job));
    expect(await Promise.all([again(), again(), again()])).toEqual(['duplicate', 'duplicate', 'duplicate']);
    expect(await listed()).toEqual([job.jobId]);

    const claim = await take();
    expect(await again()).toBe('duplicate');
    await queue.finish(orgId, job.jobId, claim.token, makeOutcome());
    expect(await again()).toBe('duplicate');
    expect(await listed()).toEqual([]);
    await check();
  });

  test('R4: a higher generation replaces a job in whatever state it is, wholly', async () => {
    const { queue, put, take, listed, check, orgId, endLease } = kit.org();
    const raise = (job: ReturnType<typeof makeEnvelope>): Promise<string> =>
      queue.enqueue({ ...job, gen: job.gen + 1 }, enqueueOptions(job));

    const queued = await put();
    expect(await raise(queued)).toBe('queued');
    expect(await listed()).toEqual([queued.jobId]);
    const claimed = await take();
    expect(claimed).toMatchObject({ jobId: queued.jobId, fence: { gen: 2, att: 1 } });

    expect(await queue.enqueue({ ...queued, gen: 3 }, enqueueOptions(queued))).toBe('queued');
    expect(await queue.renew(orgId, queued.jobId, claimed.token)).toBe('lost');
    expect(await queue.finish(orgId, queued.jobId, claimed.token, makeOutcome())).toBe('lost');
    await endLease(queued.jobId);
    expect(await queue.reap(orgId)).toEqual([]);
    const third = await take();
    expect(third.fence).toEqual({ gen: 3, att: 1 });
    await queue.finish(orgId, queued.jobId, third.token, makeOutcome());
    expect(await queue.enqueue({ ...queued, gen: 4 }, enqueueOptions(queued))).toBe('queued');
    expect(await queue.ended(orgId, 10)).toEqual([]);
    expect(await take()).toMatchObject({ fence: { gen: 4, att: 1 } });

    const delayed = await put({}, { delayMs: 60_000 });
    expect(await raise(delayed)).toBe('queued');
    expect(await listed()).toEqual([delayed.jobId]);
    await check();
  });

  test('R4: a lower generation never replaces a higher one', async () => {
    const { queue, put, listed } = kit.org();
    const job = await put({ gen: 5 });
    expect(await queue.enqueue({ ...job, gen: 4 }, enqueueOptions(job))).toBe('duplicate');
    expect(await listed()).toEqual([job.jobId]);
  });

  test('R4: replacing the job that runs lets the next one of its account go', async () => {
    const { queue, put, take, listed, check, orgId } = kit.org();
    const userId = newId();
    const first = await put({ userId });
    const second = await put({ userId });
    await take();
    expect(await queue.claim(orgId, newId(), 'worker-1')).toEqual({ kind: 'empty' });
    await queue.enqueue({ ...first, gen: 2 }, enqueueOptions(first));
    expect(await listed()).toEqual([second.jobId, first.jobId]);
    await check();
  });

  test('R4: after the loss of records and list a job can be put anew with the next generation', async () => {
    const { queue, put, take, check, orgId } = kit.org();
    const job = await put();
    const lost = await take();
    expect([...(await queue.known(orgId, [job.jobId, newId()])).keys()]).toEqual([job.jobId]);
    await kit.redis.del(
      kit.keys.recs(orgId),
      kit.keys.orgJobs(orgId),
      kit.keys.leases(orgId),
      kit.keys.accounts(orgId),
    );
    expect(await queue.known(orgId, [job.jobId])).toEqual(new Map());
    expect(await queue.enqueue({ ...job, gen: 2 }, enqueueOptions(job))).toBe('queued');
    const claim = await take();
    expect(claim.fence).toEqual({ gen: 2, att: 1 });
    expect(await queue.finish(orgId, job.jobId, lost.token, makeOutcome())).toBe('lost');
    await check();
  });

  test('R4: a job whose list, lease or other entry was deleted by hand is not known any more', async () => {
    const { queue, put, take, orgId } = kit.org();
    const { keys, redis } = kit;
    const userId = newId();
    const running = await put({ userId });
    const parked = await put({ userId });
    const delayed = await put({}, { delayMs: 60_000 });
    await take();
    expect(await queue.claim(orgId, newId(), 'worker-1')).toEqual({ kind: 'empty' });
    const queued = await put();
    const jobs = [running, parked, delayed, queued].map(({ jobId }) => jobId);
    expect([...(await queue.known(orgId, jobs))].map(([, { state }]) => state)).toEqual([
      'active',
      'parked',
      'delayed',
      'queued',
    ]);
    await redis.del(keys.orgJobs(orgId), keys.leases(orgId), keys.delayed(orgId), keys.parked(orgId));
    expect(await queue.known(orgId, jobs)).toEqual(new Map());
  });

  test('R20: counters of an earlier life come with the job', async () => {
    const { queue, put, take, orgId, endLease } = kit.org({ maxStalls: 1 });
    const job = await put({}, { stalls: 1, retries: 2, maxAttempts: 3 });
    const first = await take();
    expect(
      await queue.finish(orgId, job.jobId, first.token, makeOutcome({ status: 'failed', retry: { delayMs: 0 } })),
    ).toBe('done');
    await queue.confirm(orgId, job.jobId, first.fence);
    await queue.enqueue({ ...job, gen: 2 }, enqueueOptions(job, { stalls: 1 }));
    const second = await take();
    await queue.renew(orgId, job.jobId, second.token);
    await endLease(job.jobId);
    expect(await queue.reap(orgId)).toMatchObject([{ action: 'dead', stalls: 2 }]);
  });

  test('a delay keeps it out of the list until its time has come', async () => {
    const { queue, put, listed, endDelay, check, orgId } = kit.org();
    const job = await put({}, { delayMs: 60_000 });
    expect(await queue.promote(orgId)).toBe(0);
    expect(await queue.depth(orgId)).toMatchObject({ queued: 0, delayed: 1 });
    await endDelay(job.jobId);
    expect(await queue.promote(orgId)).toBe(1);
    expect(await listed()).toEqual([job.jobId]);
    expect(await queue.ringLength()).toBeGreaterThan(0);
    await check();
  });

  test('an account name that cannot be kept apart is refused, and nothing is written', async () => {
    const { queue, orgId, listed } = kit.org();
    const job = makeEnvelope({ orgId });
    for (const account of ['', 'a|b', 'a b', 'x'.repeat(401)]) {
      await expect(queue.enqueue(job, enqueueOptions(job, { account }))).rejects.toMatchObject({
        code: 'invalid_request',
      });
    }
    expect(await listed()).toEqual([]);
  });

  test('a list key of a wrong type is an error, and nothing is half done', async () => {
    const { queue, orgId } = kit.org();
    const job = makeEnvelope({ orgId });
    await kit.redis.set(kit.keys.orgJobs(orgId), 'mine');
    await expect(queue.enqueue(job, enqueueOptions(job))).rejects.toThrow('WRONGTYPE');
    await expect(queue.claim(orgId, newId(), 'worker-1')).rejects.toThrow('WRONGTYPE');
    expect(await kit.redis.exists(kit.keys.recs(orgId))).toBe(0);
  });

  test('wakes workers once the organisation is in the ring', async () => {
    const { orgId, put } = kit.org();
    const listener = kit.server.connect();
    const woken: string[] = [];
    await listener.subscribe(kit.keys.wake);
    const heard = new Promise<void>((resolve) => {
      listener.on('message', (_channel, message) => {
        woken.push(message);
        if (woken.length === 2) resolve();
      });
    });
    await put();
    expect(await kit.redis.lpos(kit.keys.ring, orgId)).not.toBeNull();
    await put();
    await heard;
    expect(new Set(woken)).toEqual(new Set([orgId]));
  });

  test('an organisation that is served as quickly as it puts in is in the ring again after each put', async () => {
    const { orgId, queue, put, take, check } = kit.org();
    const isInRing = async (): Promise<boolean> => (await kit.redis.lpos(kit.keys.ring, orgId)) !== null;
    for (let round = 0; round < 3; round += 1) {
      await put();
      expect(await isInRing()).toBe(true);
      await take();
      expect(await queue.claim(orgId, newId(), 'worker-1')).toEqual({ kind: 'empty' });
      expect(await isInRing()).toBe(false);
      // As after a restart of Redis.
      if (round === 1) await kit.redis.script('FLUSH');
    }
    await check();
  });

  test('of an organisation that was idle the last time, put and ring are asked for together', async () => {
    const { queue, orgId, put, take } = kit.org();
    const sent = vi.spyOn(kit.redis, 'evalsha');
    const timesFor = async (): Promise<number> => {
      const job = makeEnvelope({ orgId });
      sent.mockClear();
      const putting = queue.enqueue(job, enqueueOptions(job));
      const together = sent.mock.calls.length;
      await putting;
      return together;
    };
    expect(await timesFor()).toBe(1);
    await take();
    expect(await timesFor()).toBe(2);
    expect(await timesFor()).toBe(2);
    expect(await timesFor()).toBe(1);
    await put();
    sent.mockRestore();
  });

  test('the element begins with what claim.lua reads without decoding', () => {
    const job = makeEnvelope({ orgId: newId() });
    const shuffled = Object.fromEntries(Object.entries(job).toReversed()) as typeof job;
    expect(elementOf(shuffled)).toMatch(/^\{"v":1,"jobId":"[\w-]+","gen":1,/);
  });
});
