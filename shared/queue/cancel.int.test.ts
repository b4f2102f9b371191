import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../model/ids.ts';
import { makeOutcome } from '../test/job-envelopes.ts';
import { type QueueKit, startQueueKit } from '../test/queue-kit.ts';

let kit: QueueKit;
beforeAll(async () => {
  kit = await startQueueKit();
});
afterAll(() => kit.stop());

describe('R21: cancel', () => {
  test('queued: ends at once, its element goes, others stay', async () => {
    const { put, queue, orgId, listed, check } = kit.org();
    const [before, job, after] = [await put(), await put(), await put()];
    expect(await queue.cancel(orgId, job.jobId, 1)).toBe('cancelled');
    expect(await listed()).toEqual([before.jobId, after.jobId]);
    expect(await queue.ended(orgId, 10)).toMatchObject([{ jobId: job.jobId, by: 'cancel', fence: { gen: 1, att: 0 } }]);
    await check();
    await queue.confirm(orgId, job.jobId, { gen: 1, att: 0 });
    await check();
  });

  test('delayed and parked: end at once', async () => {
    const { put, take, queue, orgId, check } = kit.org();
    const userId = newId();
    const delayed = await put({}, { delayMs: 60_000 });
    const running = await put({ userId });
    const parked = await put({ userId });
    await take();
    expect(await queue.claim(orgId, newId(), 'worker-1')).toEqual({ kind: 'empty' });
    expect(await queue.cancel(orgId, delayed.jobId, 1)).toBe('cancelled');
    expect(await queue.cancel(orgId, parked.jobId, 1)).toBe('cancelled');
    expect(await queue.depth(orgId)).toMatchObject({ queued: 0, active: 1, delayed: 0, parked: 0 });
    expect((await queue.ended(orgId, 10)).map(({ jobId }) => jobId)).toEqual([delayed.jobId, parked.jobId]);
    expect((await queue.known(orgId, [running.jobId])).get(running.jobId)).toMatchObject({ state: 'active' });
    await check();
  });

  test('running: the worker is told with its next renewal, and ends it itself', async () => {
    const { put, take, queue, orgId, check } = kit.org();
    const job = await put();
    const { token } = await take();
    expect(await queue.cancel(orgId, job.jobId, 1)).toBe('asked');
    expect(await queue.cancel(orgId, job.jobId, 1)).toBe('asked');
    expect(await queue.renew(orgId, job.jobId, token)).toBe('cancel');
    expect(await queue.renew(orgId, job.jobId, token)).toBe('cancel');
    expect(await queue.finish(orgId, job.jobId, token, makeOutcome({ status: 'cancelled' }))).toBe('done');
    expect(await queue.cancel(orgId, job.jobId, 1)).toBe('ended');
    await check();
  });

  test('a finish that won stays completed', async () => {
    const { put, take, queue, orgId } = kit.org();
    const job = await put();
    const { token } = await take();
    await queue.cancel(orgId, job.jobId, 1);
    expect(await queue.finish(orgId, job.jobId, token, makeOutcome())).toBe('done');
    expect(await queue.revoke(orgId, job.jobId)).toBe('unknown');
    expect(await queue.ended(orgId, 10)).toMatchObject([{ by: 'worker', outcome: { status: 'completed' } }]);
  });

  test('a job that is to be cancelled is not tried again', async () => {
    const { put, take, queue, orgId } = kit.org();
    const job = await put();
    const { token } = await take();
    await queue.cancel(orgId, job.jobId, 1);
    const outcome = makeOutcome({ status: 'failed', retry: { delayMs: 0 } });
    expect(await queue.finish(orgId, job.jobId, token, outcome)).toBe('done');
  });

  test('running, and its worker died: it ends as cancelled when the lease does', async () => {
    const { put, take, queue, orgId, endLease, check } = kit.org();
    const job = await put();
    await take();
    await queue.cancel(orgId, job.jobId, 1);
    await endLease(job.jobId);
    expect(await queue.reap(orgId)).toMatchObject([{ jobId: job.jobId, action: 'cancelled', stalls: 0 }]);
    expect(await queue.ended(orgId, 10)).toMatchObject([{ by: 'cancel', lastWorker: 'worker-1' }]);
    await check();
  });

  test('running, and its worker drains: it ends as cancelled when it is given back', async () => {
    const { put, take, queue, orgId, listed, check } = kit.org();
    const job = await put();
    const { token } = await take();
    await queue.cancel(orgId, job.jobId, 1);
    expect(await queue.giveBack(orgId, job.jobId, token)).toBe('returned');
    expect(await listed()).toEqual([]);
    expect(await queue.ended(orgId, 10)).toMatchObject([{ jobId: job.jobId, by: 'cancel' }]);
    await check();
  });

  test('a worker that does not obey loses its token', async () => {
    const { put, take, queue, orgId, check } = kit.org();
    const job = await put();
    const { token, fence } = await take();
    expect(await queue.revoke(orgId, job.jobId)).toBe('unknown');
    expect(await queue.renew(orgId, job.jobId, token)).toBe('held');
    await queue.cancel(orgId, job.jobId, 1);
    expect(await queue.revoke(orgId, job.jobId)).toBe('cancelled');
    expect(await queue.revoke(orgId, job.jobId)).toBe('unknown');
    expect(await queue.renew(orgId, job.jobId, token)).toBe('lost');
    expect(await queue.finish(orgId, job.jobId, token, makeOutcome())).toBe('lost');
    expect(await queue.ended(orgId, 10)).toMatchObject([{ by: 'cancel', fence }]);
    await check();
  });

  test('of another generation, or of a job that nobody knows: nothing happens', async () => {
    const { put, queue, orgId, listed } = kit.org();
    const job = await put({ gen: 2 });
    for (const gen of [1, 3]) expect(await queue.cancel(orgId, job.jobId, gen)).toBe('unknown');
    expect(await queue.cancel(orgId, newId(), 1)).toBe('unknown');
    expect(await queue.revoke(orgId, newId())).toBe('unknown');
    expect(await listed()).toEqual([job.jobId]);
  });

  test('of the job that holds a place in the list lets the next of its account go', async () => {
    const { put, take, queue, orgId, listed, check } = kit.org();
    const userId = newId();
    const [first, second, third] = [await put({ userId }), await put({ userId }), await put({ userId })];
    const { token } = await take();
    expect(await queue.claim(orgId, newId(), 'worker-1')).toEqual({ kind: 'empty' });
    await queue.finish(orgId, first.jobId, token, makeOutcome());
    expect(await listed()).toEqual([second.jobId]);
    await queue.cancel(orgId, second.jobId, 1);
    expect(await listed()).toEqual([third.jobId]);
    await check();
  });

  test('revoking lets the next of its account go', async () => {
    const { put, take, queue, orgId, check } = kit.org();
    const userId = newId();
    const [first, second] = [await put({ userId }), await put({ userId })];
    await take();
    expect(await queue.claim(orgId, newId(), 'worker-1')).toEqual({ kind: 'empty' });
    await queue.cancel(orgId, first.jobId, 1);
    await queue.revoke(orgId, first.jobId);
    expect(await take()).toMatchObject({ jobId: second.jobId });
    await check();
  });
});
