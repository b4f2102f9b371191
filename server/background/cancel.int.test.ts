import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { createFakeWorker, type FakeWorker } from '../test/fake-worker.ts';
import { createTestPlane, type TestPlane } from '../test/plane.ts';
import { readyUser, startJob, type ReadyUser } from '../test/ready-flow.ts';
import { hearDone, jobIs, jobOf, settled } from '../test/watch-jobs.ts';

let plane: TestPlane;
let worker: FakeWorker;
let user: ReadyUser;

beforeAll(async () => {
  plane = await createTestPlane();
  worker = createFakeWorker(plane.queue, plane.s3);
});
beforeEach(async () => {
  user = await readyUser(plane);
});
afterAll(() => plane?.close());

const cancel = (jobId: string) => plane.call('POST', `/api/jobs/${jobId}/cancel`, { token: user.token });
const inList = async (): Promise<number> => plane.redis.llen(plane.keys.orgJobs(user.orgId));

test('R21 queued: cancelled at once, and told once', async () => {
  const done = await hearDone(plane, user.orgId);
  const jobId = await startJob(plane, user);
  await waitFor('it in the list', async () => (await inList()) === 1);
  await cancel(jobId);
  await jobIs(plane, user, jobId, 'cancelled');
  await settled(plane, user.orgId, jobId);
  await waitFor('the message', () => done.of(jobId)[0]?.status === 'cancelled');
  expect([await inList(), await plane.redis.get(plane.keys.jobStatus(jobId))]).toEqual([0, 'cancelled']);
  const again = await cancel(jobId);
  expect([again.status, again.body]).toMatchObject([202, { status: 'cancelled' }]);
  expect(done.of(jobId)).toHaveLength(1);
  done.close();
});

test('R21 running: its worker is asked and obeys', async () => {
  const jobId = await startJob(plane, user);
  const job = await worker.claim(user.orgId);
  const listener = plane.redis.duplicate();
  const hints: string[] = [];
  listener.on('message', (_channel, text: string) => hints.push(text));
  await waitFor('the listener', () => listener.status === 'ready');
  await listener.subscribe(plane.keys.jobControl(jobId));
  const answer = await cancel(jobId);
  expect(answer.body).toMatchObject({ cancelRequested: true });
  await waitFor('the hint', () => hints[0] === '{"type":"cancel"}');
  expect(await plane.queue.renew(user.orgId, jobId, job.token)).toBe('cancel');
  expect(await worker.finish(job, { status: 'cancelled' })).toBe('done');
  expect((await jobIs(plane, user, jobId, 'cancelled')).attempt).toBe(1);
  listener.disconnect();
});

test('R21 running: a worker that does not obey loses the job, and its late finish counts for nothing', async () => {
  const jobId = await startJob(plane, user);
  const job = await worker.claim(user.orgId);
  await cancel(jobId);
  await jobIs(plane, user, jobId, 'cancelled');
  expect(await worker.finish(job)).toBe('lost');
  await settled(plane, user.orgId, jobId);
  expect((await jobOf(plane, user, jobId)).status).toBe('cancelled');
  expect(await plane.redis.get(plane.keys.jobStatus(jobId))).toBe('cancelled');
});

test('R21 a finish that won stays completed', async () => {
  const jobId = await startJob(plane, user);
  const job = await worker.claim(user.orgId);
  const [, answer] = await Promise.all([worker.finish(job), cancel(jobId)]);
  expect([202, 409]).toContain(answer.status);
  const ended = await waitFor('an end', async () => {
    const { status } = await jobOf(plane, user, jobId);
    return (status === 'completed' || status === 'cancelled') && status;
  });
  await settled(plane, user.orgId, jobId);
  expect((await jobOf(plane, user, jobId)).status).toBe(ended);
  expect((await cancel(jobId)).status).toBe(ended === 'completed' ? 409 : 202);
});

test('R21 parked behind its own account, delayed, and waiting for a session', async () => {
  const running = await startJob(plane, user);
  const held = await worker.claim(user.orgId);
  const parked = await startJob(plane, user);
  await waitFor('it to be parked', async () => {
    expect(await worker.tryClaim(user.orgId)).toBeNull();
    return (await plane.queue.known(user.orgId, [parked])).get(parked)?.state === 'parked';
  });
  await cancel(parked);
  await jobIs(plane, user, parked, 'cancelled');
  await worker.finish(held, { status: 'needs_login', heldSession: 'a'.repeat(64), files: {} });
  await waitFor('it to be held or released', async () => (await jobOf(plane, user, running)).status !== 'running');
  await cancel(running);
  await jobIs(plane, user, running, 'cancelled');
});

test('R21 a job that neither Redis nor the outbox has is ended in the record', async () => {
  const jobId = await startJob(plane, user);
  await waitFor('it in the list', async () => (await inList()) === 1);
  await plane.redis.del(plane.keys.orgJobs(user.orgId), plane.keys.recs(user.orgId));
  await cancel(jobId);
  expect((await jobIs(plane, user, jobId, 'cancelled')).gen).toBe(2);
  await waitFor('the key', async () => (await plane.redis.get(plane.keys.jobStatus(jobId))) === 'cancelled');
});
