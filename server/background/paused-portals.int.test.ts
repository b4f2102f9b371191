import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import { listAudit } from '@sri/shared/protocol/api/audit.ts';
import { getProvider, listProviders, pauseProvider, resumeProvider } from '@sri/shared/protocol/api/providers.ts';
import { accountOf } from '@sri/shared/queue/queue-contract.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { createFakeWorker, type FakeWorker } from '../test/fake-worker.ts';
import { createTestPlane, type TestPlane } from '../test/plane.ts';
import { CARGILL, readyUser, setSession, startJob, type ReadyUser } from '../test/ready-flow.ts';
import { jobIs, jobOf } from '../test/watch-jobs.ts';

let plane: TestPlane;
let worker: FakeWorker;
let user: ReadyUser;
let account: string;

beforeAll(async () => {
  plane = await createTestPlane();
  worker = createFakeWorker(plane.queue, plane.s3);
});
beforeEach(async () => {
  user = await readyUser(plane);
  account = accountOf(user.userId, user.provider);
});
afterAll(() => plane?.close());

const params = { providerId: CARGILL };
const pause = () => plane.use(pauseProvider, { token: user.token, params });
const resume = () => plane.use(resumeProvider, { token: user.token, params });
const portal = () => plane.use(getProvider, { token: user.token, params });
const heldBy = async (): Promise<string | undefined> => (await plane.queue.heldAccounts(user.orgId))[account];
const parked = (jobId: string): Promise<unknown> =>
  waitFor('it to be parked', async () => {
    expect(await worker.tryClaim(user.orgId)).toBeNull();
    return (await plane.queue.known(user.orgId, [jobId])).get(jobId)?.state === 'parked';
  });

test('while a portal is paused nothing starts there, what runs goes on, and what waited starts in its order', async () => {
  const running = await startJob(plane, user);
  const held = await worker.claim(user.orgId);
  const before = await startJob(plane, user);
  await pause();
  await worker.finish(held);
  await jobIs(plane, user, running, 'completed');
  await parked(before);
  const after = await startJob(plane, user);
  await parked(after);
  expect((await jobOf(plane, user, before)).status).toBe('queued');
  expect((await portal()).paused).toMatchObject({ by: 'Admin User', waiting: 2 });
  await resume();
  expect((await worker.runNext(user.orgId)).jobId).toBe(before);
  expect((await worker.runNext(user.orgId)).jobId).toBe(after);
  expect((await portal()).paused).toBeNull();
});

test('a job is held before it is in the queue, not by a look afterwards', async () => {
  const slow = await createTestPlane({ env: { HOLD_CHECK_MS: '3600000' } });
  try {
    const owner = await readyUser(slow);
    await slow.use(pauseProvider, { token: owner.token, params });
    const jobId = await startJob(slow, owner);
    const known = async () => (await slow.queue.known(owner.orgId, [jobId])).get(jobId);
    await waitFor('it to be in the queue', known);
    await waitFor('the hold', async () => Object.keys(await slow.queue.heldAccounts(owner.orgId)).length === 1);
    // As after a loss of Redis: the reconciler puts it anew, and nobody asks about the account.
    await slow.redis.del(slow.keys.recs(owner.orgId), slow.keys.accounts(owner.orgId), slow.keys.orgJobs(owner.orgId));
    await waitFor('it to be in the queue anew', async () => ((await known())?.gen ?? 1) > 1);
    expect(await createFakeWorker(slow.queue, slow.s3).tryClaim(owner.orgId)).toBeNull();
    expect((await known())?.state).toBe('parked');
  } finally {
    await slow.close();
  }
});

test('a pause outlives the loss of Redis', async () => {
  await pause();
  const jobId = await startJob(plane, user);
  await parked(jobId);
  await plane.redis.del(plane.keys.accounts(user.orgId));
  await waitFor('the hold anew', async () => (await heldBy())?.startsWith('paused:'));
  expect((await jobOf(plane, user, jobId)).status).toBe('queued');
  await resume();
  expect((await worker.runNext(user.orgId)).jobId).toBe(jobId);
});

test('a login that is needed meanwhile still is when the pause ends', async () => {
  const digest = sha256Hex(await setSession(plane, user, 'dead'));
  const first = await startJob(plane, user);
  const held = await worker.claim(user.orgId);
  await pause();
  await worker.finish(held, {
    status: 'needs_login',
    heldSession: digest,
    error: { code: 'login_required', message: 'La sesión venció', hint: 'Conecta de nuevo' },
  });
  await jobIs(plane, user, first, 'needs_login');
  await waitFor('the pause to hold it again', async () => (await heldBy())?.startsWith('paused:'));
  await resume();
  await waitFor('its session to hold it', async () => (await heldBy()) === digest);
  await setSession(plane, user, 'alive');
  expect((await worker.runNext(user.orgId)).jobId).toBe(first);
});

test('a login during a pause lets nothing start before the pause ends', async () => {
  const digest = sha256Hex(await setSession(plane, user, 'dead'));
  const jobId = await startJob(plane, user);
  await worker.runNext(user.orgId, { status: 'needs_login', heldSession: digest });
  await jobIs(plane, user, jobId, 'needs_login');
  await pause();
  await setSession(plane, user, 'alive');
  await jobIs(plane, user, jobId, 'queued');
  await parked(jobId);
  await resume();
  expect((await worker.runNext(user.orgId)).jobId).toBe(jobId);
});

test('the portals of other organisations go on', async () => {
  const other = await readyUser(plane);
  await pause();
  const jobId = await startJob(plane, other);
  expect((await worker.runNext(other.orgId)).jobId).toBe(jobId);
  const theirs = await plane.use(listProviders, { token: other.token });
  expect(theirs.map(({ paused }) => paused)).toEqual([null, null]);
  expect((await plane.use(listProviders, {})).map(({ paused }) => paused)).toEqual([null, null]);
});

test('twice is once, and each is in the audit log', async () => {
  await pause();
  await pause();
  await resume();
  await resume();
  const items = await plane.use(listAudit, { token: user.token });
  const actions = items.map(({ action }) => action).filter((action) => action.startsWith('provider.'));
  expect(actions.toSorted()).toEqual(['provider.paused', 'provider.resumed']);
});
