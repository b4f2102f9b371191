import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import { accountOf } from '@sri/shared/queue/queue-contract.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { createFakeWorker, type FakeWorker } from '../test/fake-worker.ts';
import { createTestPlane, type TestPlane } from '../test/plane.ts';
import { connectAccount, readyUser, setSession, startJob, type ReadyUser } from '../test/ready-flow.ts';
import { jobIs, jobOf, settled } from '../test/watch-jobs.ts';

let plane: TestPlane;
let worker: FakeWorker;
let user: ReadyUser;
let account: string;
let digest: string;

beforeAll(async () => {
  plane = await createTestPlane();
  worker = createFakeWorker(plane.queue, plane.s3);
});
beforeEach(async () => {
  user = await readyUser(plane);
  account = accountOf(user.userId, user.provider);
  digest = sha256Hex(await setSession(plane, user, 'dead'));
});
afterAll(() => plane?.close());

const heldBy = async (): Promise<string | undefined> => (await plane.queue.heldAccounts(user.orgId))[account];

/** A job that met the login page; returns its id. */
async function meetLogin(): Promise<string> {
  const jobId = await startJob(plane, user);
  await worker.runNext(user.orgId, {
    status: 'needs_login',
    heldSession: digest,
    error: { code: 'login_required', message: 'La sesión venció', hint: 'Conecta de nuevo' },
  });
  await jobIs(plane, user, jobId, 'needs_login');
  await settled(plane, user.orgId, jobId);
  return jobId;
}

test('a dead session holds its account: further jobs wait, and all run when the session is a new one', async () => {
  const first = await meetLogin();
  expect(await heldBy()).toBe(digest);
  expect(await plane.redis.get(plane.keys.jobStatus(first))).toBe('needs_login');
  const second = await startJob(plane, user);
  await waitFor('it to be parked', async () => {
    expect(await worker.tryClaim(user.orgId)).toBeNull();
    return (await plane.queue.known(user.orgId, [second])).get(second)?.state === 'parked';
  });
  // The same bytes again change nothing, whatever their age.
  await setSession(plane, user, 'dead');
  await startJob(plane, user);
  expect(await heldBy()).toBe(digest);
  await setSession(plane, user, 'alive');
  const order: string[] = [];
  for (let index = 0; index < 3; index += 1) {
    const job = await worker.runNext(user.orgId);
    order.push(job.jobId);
    await jobIs(plane, user, job.jobId, 'completed');
  }
  expect(order).toContain(first);
  expect(order).toContain(second);
  expect((await jobOf(plane, user, first)).gen).toBe(2);
  expect(await heldBy()).toBeUndefined();
});

test('a hold outlives the loss of Redis, and a missing session does not end it', async () => {
  const jobId = await meetLogin();
  await plane.redis.del(plane.keys.accounts(user.orgId), plane.keys.session(user.orgId, user.userId, user.provider));
  await waitFor('the hold anew', async () => (await heldBy()) === digest);
  expect((await jobOf(plane, user, jobId)).status).toBe('needs_login');
  await setSession(plane, user, 'alive');
  expect((await worker.runNext(user.orgId)).jobId).toBe(jobId);
});

test('a worker that names no session: the one that is there now counts', async () => {
  const jobId = await startJob(plane, user);
  await worker.runNext(user.orgId, { status: 'needs_login' });
  await jobIs(plane, user, jobId, 'needs_login');
  await waitFor('the hold', async () => (await heldBy()) === digest);
  await setSession(plane, user, 'alive');
  expect((await worker.runNext(user.orgId)).jobId).toBe(jobId);
});

test('an account of another person is not held', async () => {
  await meetLogin();
  const colleague = await plane.addMember(user, 'operator');
  await connectAccount(plane, colleague);
  await setSession(plane, colleague, 'mine');
  const jobId = await startJob(plane, colleague);
  expect((await worker.runNext(user.orgId)).jobId).toBe(jobId);
});

test('cancelled while it waits for a session', async () => {
  const jobId = await meetLogin();
  await plane.call('POST', `/api/jobs/${jobId}/cancel`, { token: user.token });
  await jobIs(plane, user, jobId, 'cancelled');
  await waitFor('the key', async () => (await plane.redis.get(plane.keys.jobStatus(jobId))) === 'cancelled');
  const next = await startJob(plane, user);
  await setSession(plane, user, 'alive');
  expect((await worker.runNext(user.orgId)).jobId).toBe(next);
});

test('an execution that waits says why, and how many come before it', async () => {
  const waiting = async (jobId: string): Promise<unknown> => (await jobOf(plane, user, jobId)).waiting;
  const first = await startJob(plane, user);
  expect(await waiting(first)).toEqual({ why: 'turn', ahead: 0, jobId: null });
  const held = await worker.claim(user.orgId);
  const second = await startJob(plane, user);
  await waitFor('the record to say that the first one runs', async () => (await waiting(first)) === null);
  expect(await waiting(second)).toEqual({ why: 'account', ahead: 0, jobId: first });
  expect(await waiting(await startJob(plane, user))).toEqual({ why: 'account', ahead: 1, jobId: first });
  await worker.finish(held, {
    status: 'needs_login',
    heldSession: digest,
    error: { code: 'login_required', message: 'La sesión venció', hint: 'Conecta de nuevo' },
  });
  await jobIs(plane, user, first, 'needs_login');
  expect(await waiting(second)).toEqual({ why: 'session', ahead: 0, jobId: null });
});
