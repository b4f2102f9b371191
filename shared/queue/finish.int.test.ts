import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../model/ids.ts';
import { makeOutcome } from '../test/job-envelopes.ts';
import { type QueueKit, startQueueKit } from '../test/queue-kit.ts';

let kit: QueueKit;
beforeAll(async () => {
  kit = await startQueueKit();
});
afterAll(() => kit.stop());

const RETRY = makeOutcome({ status: 'failed', retry: { delayMs: 60_000 } });

describe('finish', () => {
  test('keeps what its worker told until the commit is confirmed', async () => {
    const { put, take, queue, orgId, check } = kit.org();
    const job = await put();
    const { token, fence, element } = await take();
    const outcome = makeOutcome({
      status: 'failed',
      error: { code: 'step_failed', message: 'No se encontró «Buscar»', hint: 'Mire el paso 3', stepId: 's3' },
      steps: [{ stepId: 's3', path: '3', type: 'click', status: 'failed', startedAt: 5, durationMs: 7 }],
    });
    expect(await queue.finish(orgId, job.jobId, token, outcome)).toBe('done');
    const ended = [{ jobId: job.jobId, fence, stalls: 0, by: 'worker', outcome, lastWorker: 'worker-1', element }];
    expect(await queue.ended(orgId, 10)).toEqual(ended);
    expect(await queue.ended(orgId, 10)).toEqual(ended);
    await check();
    await queue.confirm(orgId, job.jobId, fence);
    expect(await queue.ended(orgId, 10)).toEqual([]);
    expect(await kit.redis.exists(kit.keys.recs(orgId), kit.keys.done(orgId), kit.keys.accounts(orgId))).toBe(0);
  });

  test('R10: the same token gets the same answer again, also after the commit', async () => {
    const { put, take, queue, orgId, check } = kit.org();
    const job = await put();
    const { token, fence } = await take();
    const finish = (): Promise<string> => queue.finish(orgId, job.jobId, token, makeOutcome());
    expect(await Promise.all([finish(), finish(), finish()])).toEqual(['done', 'done', 'done']);
    expect(await queue.ended(orgId, 10)).toHaveLength(1);
    await queue.confirm(orgId, job.jobId, fence);
    expect(await finish()).toBe('done');
    expect(await queue.ended(orgId, 10)).toEqual([]);
    expect(await queue.finish(orgId, job.jobId, newId(), makeOutcome())).toBe('lost');
    await check();
  });

  test('R10: the same token gets `retry` again, also once another attempt runs', async () => {
    const { put, take, queue, orgId, endDelay, check } = kit.org();
    const job = await put();
    const first = await take();
    expect(await queue.finish(orgId, job.jobId, first.token, RETRY)).toBe('retry');
    expect(await queue.finish(orgId, job.jobId, first.token, RETRY)).toBe('retry');
    await endDelay(job.jobId);
    await queue.promote(orgId);
    const second = await take();
    expect(await queue.finish(orgId, job.jobId, first.token, RETRY)).toBe('retry');
    expect(await queue.renew(orgId, job.jobId, second.token)).toBe('held');
    await check();
  });

  test('R10: answers are kept for the newest thousand only', async () => {
    const { put, take, queue, orgId } = kit.org();
    const answers = kit.keys.answers(orgId);
    await kit.redis.zadd(answers, ...Array.from({ length: 1000 }, (_, index) => [index, `old-${index}`]).flat());
    const job = await put();
    const { token, fence } = await take();
    await queue.finish(orgId, job.jobId, token, makeOutcome());
    await queue.confirm(orgId, job.jobId, fence);
    expect(await kit.redis.zcard(answers)).toBe(1000);
    expect(await queue.finish(orgId, job.jobId, token, makeOutcome())).toBe('done');
    expect(await queue.finish(orgId, job.jobId, 'old-0', makeOutcome())).toBe('lost');
    expect(await kit.redis.ttl(answers)).toBeGreaterThan(3000);
  });

  test('R18: a retry waits its delay and runs with a larger fence, until its attempts are used up', async () => {
    const { put, take, queue, orgId, endDelay, check } = kit.org();
    const job = await put({}, { maxAttempts: 2 });
    const first = await take();
    expect(await queue.finish(orgId, job.jobId, first.token, RETRY)).toBe('retry');
    expect(await queue.promote(orgId)).toBe(0);
    const [seconds] = await kit.redis.time();
    const notBefore = Number(await kit.redis.zscore(kit.keys.delayed(orgId), job.jobId));
    expect(Math.abs(notBefore / 1000 - Number(seconds) - 60)).toBeLessThan(5);
    await check();
    await endDelay(job.jobId);
    expect(await queue.promote(orgId)).toBe(1);
    const second = await take();
    expect(second.fence).toEqual({ gen: 1, att: 2 });
    expect(await queue.finish(orgId, job.jobId, second.token, RETRY)).toBe('done');
    expect(await queue.ended(orgId, 10)).toMatchObject([{ fence: second.fence, outcome: { status: 'failed' } }]);
    await check();
  });

  test('R18: a job with one attempt is never tried again', async () => {
    const { put, take, queue, orgId } = kit.org();
    const job = await put({}, { maxAttempts: 1 });
    const { token } = await take();
    expect(await queue.finish(orgId, job.jobId, token, RETRY)).toBe('done');
  });

  test('R18: a retried job waits behind those that came meanwhile', async () => {
    const { put, take, queue, orgId, endDelay, listed } = kit.org();
    const job = await put();
    const { token } = await take();
    await queue.finish(orgId, job.jobId, token, RETRY);
    const later = await put();
    await endDelay(job.jobId);
    await queue.promote(orgId);
    expect(await listed()).toEqual([later.jobId, job.jobId]);
  });

  test('promotes at most a hundred a call, those that are due longest first', async () => {
    const { put, queue, orgId, listed, check } = kit.org();
    const jobs: string[] = [];
    for (let count = 0; count < 130; count += 1) jobs.push((await put({}, { delayMs: 60_000 })).jobId);
    const due = jobs.flatMap((jobId, index) => [index + 1, jobId]);
    await kit.redis.zadd(kit.keys.delayed(orgId), 'XX', ...due);
    expect(await queue.promote(orgId)).toBe(100);
    expect(await listed()).toEqual(jobs.slice(0, 100));
    expect(await queue.promote(orgId)).toBe(30);
    expect(await queue.promote(orgId)).toBe(0);
    await check();
  });

  test('what another version told and nobody can read is left out, the end stands', async () => {
    const { put, take, queue, orgId } = kit.org();
    const job = await put();
    const { token, fence } = await take();
    await queue.finish(orgId, job.jobId, token, { ...makeOutcome(), steps: 'none' } as never);
    const [ended] = await queue.ended(orgId, 10);
    expect(ended).toMatchObject({ jobId: job.jobId, by: 'worker', fence });
    expect(ended).not.toHaveProperty('outcome');
  });
});

describe('confirm', () => {
  test('I4: forgets a job only at just the fence that was committed', async () => {
    const { put, take, queue, orgId, check } = kit.org();
    const job = await put();
    await queue.confirm(orgId, job.jobId, { gen: 1, att: 0 });
    const { token, fence } = await take();
    await queue.confirm(orgId, job.jobId, fence);
    expect(await queue.renew(orgId, job.jobId, token)).toBe('held');
    await queue.finish(orgId, job.jobId, token, makeOutcome());
    for (const wrong of [
      { gen: 1, att: 2 },
      { gen: 2, att: 1 },
      { gen: 1, att: 0 },
    ]) {
      await queue.confirm(orgId, job.jobId, wrong);
    }
    expect(await queue.ended(orgId, 10)).toHaveLength(1);
    await queue.confirm(orgId, newId(), fence);
    await check();
    await queue.confirm(orgId, job.jobId, fence);
    expect(await queue.ended(orgId, 10)).toEqual([]);
  });

  test('ends come oldest first, and those without a record are dropped', async () => {
    const { put, take, queue, orgId, check } = kit.org();
    const jobs = [await put(), await put(), await put()];
    for (const job of jobs) {
      const { token } = await take();
      await queue.finish(orgId, job.jobId, token, makeOutcome());
    }
    await kit.redis.hdel(kit.keys.recs(orgId), jobs[0]?.jobId ?? '');
    expect((await queue.ended(orgId, 2)).map(({ jobId }) => jobId)).toEqual([jobs[1]?.jobId]);
    expect((await queue.ended(orgId, 2)).map(({ jobId }) => jobId)).toEqual([jobs[1]?.jobId, jobs[2]?.jobId]);
    await expect(check()).rejects.toThrow('left over');
  });
});
