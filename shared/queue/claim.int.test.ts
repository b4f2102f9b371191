import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../model/ids.ts';
import { enqueueOptions, makeEnvelope, makeOutcome } from '../test/job-envelopes.ts';
import { type QueueKit, startQueueKit } from '../test/queue-kit.ts';

let kit: QueueKit;
beforeAll(async () => {
  kit = await startQueueKit();
});
afterAll(() => kit.stop());

/** An element as somebody types it: other order, spaces. */
function byHand(envelope: object): string {
  return JSON.stringify(Object.fromEntries(Object.entries(envelope).toReversed()), null, 1);
}

describe('claim', () => {
  test('gives jobs in the order in which they came', async () => {
    const { put, take, check } = kit.org();
    const jobs = [await put(), await put(), await put()];
    const taken = [await take(), await take(), await take()];
    expect(taken.map(({ jobId }) => jobId)).toEqual(jobs.map(({ jobId }) => jobId));
    await check();
  });

  test('tells element, fence, lease and what the hard limit leaves, all as durations', async () => {
    const { put, take } = kit.org({ leaseMs: 1234 });
    const job = await put({ timeoutMs: 5678 });
    const claim = await take();
    expect(claim).toMatchObject({ jobId: job.jobId, fence: { gen: 1, att: 1 }, leaseMs: 1234, limitMs: 5678 });
    expect(JSON.parse(claim.element)).toEqual(job);
  });

  test('R5, R6: the same token gets the same job again, however often and at once', async () => {
    const { put, queue, take, check, orgId } = kit.org();
    const job = await put();
    await put();
    const token = newId();
    const claims = await Promise.all([take(token), take(token), take(token)]);
    expect(new Set(claims.map(({ jobId }) => jobId))).toEqual(new Set([job.jobId]));
    expect(claims.map(({ fence }) => fence)).toEqual(Array.from({ length: 3 }, () => ({ gen: 1, att: 1 })));
    expect(claims.map(({ element }) => JSON.parse(element) as unknown)).toEqual([job, job, job]);
    expect(await queue.depth(orgId)).toMatchObject({ queued: 1, active: 1 });
    await check();
  });

  test('R6: the same token gets its job also where the cap is reached or the list is empty', async () => {
    const { put, take } = kit.org({ orgCap: 1 });
    const job = await put();
    const { token } = await take();
    expect(await take(token)).toMatchObject({ jobId: job.jobId });
    await put();
    expect(await take(token)).toMatchObject({ jobId: job.jobId });
  });

  test('R8: every claim of a job has a larger fence than the one before', async () => {
    const { put, take, queue, orgId, endLease } = kit.org();
    const job = await put();
    const fences = [];
    for (let round = 0; round < 4; round += 1) {
      fences.push((await take()).fence);
      await endLease(job.jobId);
      await queue.reap(orgId);
    }
    await queue.enqueue({ ...job, gen: 2 }, enqueueOptions(job));
    fences.push((await take()).fence);
    expect(fences.map(({ gen, att }) => `${gen}.${att}`)).toEqual(['1.1', '1.2', '1.3', '1.4', '2.1']);
  });

  test('R26, I7: no more jobs of an organisation run than its cap', async () => {
    const { put, take, queue, orgId, check } = kit.org({ orgCap: 2 });
    for (let count = 0; count < 4; count += 1) await put();
    const first = await take();
    await take();
    expect(await queue.claim(orgId, newId(), 'worker-1')).toEqual({ kind: 'cap' });
    await queue.finish(orgId, first.jobId, first.token, makeOutcome());
    await take();
    expect(await queue.claim(orgId, newId(), 'worker-1')).toEqual({ kind: 'cap' });
    await check();
  });

  test('R5: concurrent claims never give one job twice', async () => {
    const { put, queue, orgId, check } = kit.org({ orgCap: 100 });
    const jobs = await Promise.all(Array.from({ length: 40 }, () => put()));
    const claims = await Promise.all(jobs.map(() => queue.claim(orgId, newId(), 'worker-1')));
    const taken = claims.map((claim) => (claim.kind === 'job' ? claim.jobId : claim.kind));
    expect(taken.toSorted()).toEqual(jobs.map(({ jobId }) => jobId).toSorted());
    await check();
  });

  test('whoever finds the list empty takes the organisation out of the ring', async () => {
    const { put, take, queue, orgId } = kit.org();
    await put();
    await take();
    expect(await kit.redis.lpos(kit.keys.ring, orgId)).not.toBeNull();
    expect(await queue.claim(orgId, newId(), 'worker-1')).toEqual({ kind: 'empty' });
    expect(await kit.redis.lpos(kit.keys.ring, orgId)).toBeNull();
  });

  test('tells of a claim and of an end on the hint channel', async () => {
    const { put, take, queue, orgId } = kit.org();
    const listener = kit.server.connect();
    await listener.subscribe(kit.keys.hints);
    const heard: string[] = [];
    const both = new Promise<void>((resolve) => {
      listener.on('message', (_channel, message) => {
        heard.push(message);
        if (heard.length === 2) resolve();
      });
    });
    const { jobId } = await put();
    const { token } = await take();
    await queue.finish(orgId, jobId, token, makeOutcome());
    await both;
    expect(heard).toEqual([`claimed ${orgId} ${jobId}`, `finished ${orgId} ${jobId}`]);
  });
});

describe('elements that nobody enqueued', () => {
  test('one pushed by hand is taken in, whatever its form, and lives as any other', async () => {
    const { take, queue, orgId, check, endLease } = kit.org();
    const job = makeEnvelope({ orgId });
    await kit.redis.rpush(kit.keys.orgJobs(orgId), byHand(job));
    const claim = await take();
    expect(claim).toMatchObject({ jobId: job.jobId, fence: { gen: 1, att: 1 } });
    await check();
    await endLease(job.jobId);
    await queue.reap(orgId);
    const second = await take();
    expect(second.element).toBe(byHand(job));
    await queue.finish(orgId, job.jobId, second.token, makeOutcome());
    expect(await queue.ended(orgId, 10)).toMatchObject([{ jobId: job.jobId, element: byHand(job) }]);
    await queue.confirm(orgId, job.jobId, second.fence);
    await check();
  });

  test('two of one account, pushed by hand, run one after the other', async () => {
    const { take, queue, orgId, check } = kit.org();
    const userId = newId();
    const [first, second] = [makeEnvelope({ orgId, userId }), makeEnvelope({ orgId, userId })];
    await kit.redis.rpush(kit.keys.orgJobs(orgId), byHand(first), JSON.stringify(second));
    const claim = await take();
    expect(await queue.claim(orgId, newId(), 'worker-1')).toEqual({ kind: 'empty' });
    await check();
    await queue.finish(orgId, first.jobId, claim.token, makeOutcome());
    expect(await take()).toMatchObject({ jobId: second.jobId });
    await check();
  });

  test('a retry of one pushed by hand has two tries left', async () => {
    const { take, queue, orgId, endDelay } = kit.org();
    const job = makeEnvelope({ orgId });
    await kit.redis.rpush(kit.keys.orgJobs(orgId), JSON.stringify(job));
    const answers: string[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const { token } = await take();
      const outcome = makeOutcome({ status: 'failed', retry: { delayMs: 1000 } });
      answers.push(await queue.finish(orgId, job.jobId, token, outcome));
      await endDelay(job.jobId);
      await queue.promote(orgId);
    }
    expect(answers).toEqual(['retry', 'retry', 'done']);
  });

  test.each([
    ['no JSON', 'hello'],
    ['not an object', '7'],
    ['nothing', '""'],
    ['a list', '[1,2]'],
    ['null', 'null'],
    ['no job', JSON.stringify({ v: 1, gen: 1 })],
    ['a job id that is no name', JSON.stringify(makeEnvelope({ orgId: 'o', jobId: 'a:e' }))],
    ['no generation', JSON.stringify({ ...makeEnvelope({ orgId: 'o' }), gen: undefined })],
    ['a broken generation', JSON.stringify({ ...makeEnvelope({ orgId: 'o' }), gen: 1.5 })],
    ['no user', JSON.stringify({ ...makeEnvelope({ orgId: 'o' }), userId: null })],
    ['a provider that breaks account names', JSON.stringify({ ...makeEnvelope({ orgId: 'o' }), provider: 'a|b' })],
    ['a limit that is none', JSON.stringify({ ...makeEnvelope({ orgId: 'o' }), timeoutMs: '900' })],
    ['two jobs in one', `{"v":1,"jobId":"one","gen":1,"jobId":"two","userId":"u","provider":"p","timeoutMs":9}`],
    ['cut off', '{"v":1,"jobId":"one","gen":1,"user'],
    ['a thousand levels', `{"a":${'['.repeat(1500)}${']'.repeat(1500)}}`],
    ['bytes that are no text', Buffer.from([0xff, 0x00, 0x7b]).toString('latin1')],
  ])('%s: goes to the dead list, the next job is not held up', async (_name, element) => {
    const { put, take, queue, orgId, check } = kit.org();
    await kit.redis.rpush(kit.keys.orgJobs(orgId), element);
    const job = await put();
    expect(await queue.claim(orgId, newId(), 'worker-1')).toEqual({ kind: 'unreadable', element });
    expect(await kit.redis.lrange(kit.keys.dead(orgId), 0, -1)).toEqual([element]);
    expect(await take()).toMatchObject({ jobId: job.jobId });
    await check();
  });

  test('the dead list keeps the newest thousand', async () => {
    const { queue, orgId } = kit.org();
    const old = Array.from({ length: 1000 }, (_, index) => `old ${index}`);
    await kit.redis.rpush(kit.keys.dead(orgId), ...old);
    await kit.redis.rpush(kit.keys.orgJobs(orgId), 'new');
    await queue.claim(orgId, newId(), 'worker-1');
    expect(await kit.redis.llen(kit.keys.dead(orgId))).toBe(1000);
    expect(await kit.redis.lindex(kit.keys.dead(orgId), -1)).toBe('new');
    expect(await kit.redis.lindex(kit.keys.dead(orgId), 0)).toBe('old 1');
  });

  test('a second element of a job that Redis knows is dropped, in every state of that job', async () => {
    const { put, take, queue, orgId, listed, check } = kit.org();
    const list = kit.keys.orgJobs(orgId);
    const queued = await put();
    await kit.redis.lpush(list, byHand({ ...queued, metadata: { changed: true } }));
    const claim = await take();
    expect(JSON.parse(claim.element)).toEqual(queued);
    expect(await listed()).toEqual([]);

    await kit.redis.lpush(list, claim.element);
    expect(await queue.claim(orgId, newId(), 'worker-1')).toEqual({ kind: 'empty' });
    await queue.finish(orgId, queued.jobId, claim.token, makeOutcome());
    await kit.redis.lpush(list, claim.element);
    expect(await queue.claim(orgId, newId(), 'worker-1')).toEqual({ kind: 'empty' });

    const delayed = await put({}, { delayMs: 60_000 });
    await kit.redis.lpush(list, JSON.stringify(delayed));
    expect(await queue.claim(orgId, newId(), 'worker-1')).toEqual({ kind: 'empty' });
    expect(await listed()).toEqual([]);
    await check();
  });
});
