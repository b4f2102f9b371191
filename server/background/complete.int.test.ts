import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { newId } from '@sri/shared/model/ids.ts';
import { RESUME_FILE } from '@sri/shared/model/resume.ts';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import { ticketHolds } from '@sri/shared/node/job-ticket.ts';
import { getJobStatus, listArtifacts, listJobs, retryJob } from '@sri/shared/protocol/api/jobs.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { createFakeWorker, type FakeWorker } from '../test/fake-worker.ts';
import { createTestPlane, TEST_SIGNING_SECRET, type TestPlane } from '../test/plane.ts';
import { readyUser, startJob, type ReadyUser } from '../test/ready-flow.ts';
import { hearDone, jobIs, jobOf, objectsOf, settled } from '../test/watch-jobs.ts';

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

const shown = (jobId: string) => plane.redis.get(plane.keys.jobStatus(jobId));

test('a job goes from queued to running to completed, everywhere', async () => {
  const done = await hearDone(plane, user.orgId);
  const jobId = await startJob(plane, user);
  const held = await worker.claim(user.orgId);
  expect(held.jobId).toBe(jobId);
  const status = await plane.use(getJobStatus, { token: user.token, params: { id: jobId } });
  expect(status.status).toBe('running');
  await waitFor('the record to say so', async () => {
    const { rows } = await plane.database.admin.query('select status, worker_id from jobs where id = $1', [jobId]);
    return JSON.stringify(rows[0]) === '{"status":"running","worker_id":"worker-1"}';
  });
  await worker.finish(held, { files: { 'execution.log': 'hola\n', 'screenshot-0.png': 'png' } });
  const job = await jobIs(plane, user, jobId, 'completed');
  expect(job).toMatchObject({
    attempt: 1,
    gen: 1,
    workerId: 'worker-1',
    scriptHash: user.scriptHash,
    flowName: 'Test Flow',
  });
  expect(job.steps).toMatchObject([{ stepId: 's1', type: 'navigate', status: 'passed', durationMs: 3 }]);
  expect(job.finishedAt).not.toBeNull();
  await settled(plane, user.orgId, jobId);
  expect(await shown(jobId)).toBe('completed');
  expect(done.of(jobId)).toMatchObject([
    {
      userId: user.userId,
      provider: 'cargill',
      status: 'completed',
      resultPrefix: `results/${user.orgId}/${user.userId}/${jobId}/`,
    },
  ]);
  expect(await objectsOf(plane, user, jobId)).toEqual(['execution.log', 'screenshot-0.png']);
  const audit = await plane.database.admin.query(
    "select 1 from audit_log where subject = $1 and action = 'job.completed'",
    [jobId],
  );
  expect(audit.rowCount).toBe(1);
  done.close();
});

test('the log of what runs is what its worker told live, also when an earlier attempt left one in S3', async () => {
  const jobId = await startJob(plane, user);
  const job = await worker.claim(user.orgId);
  const event = { type: 'log', at: 1_700_000_000_000, level: 'info', message: '✓ Session loaded' };
  await plane.redis.xadd(plane.keys.jobEvents(jobId), '*', 'event', JSON.stringify(event));
  const read = () => plane.call('GET', `/api/jobs/${jobId}/log`, { token: user.token });
  expect((await read()).text).toBe('2023-11-14T22:13:20.000Z INFO  ✓ Session loaded\n');
  await worker.finish(job, { status: 'needs_review' });
  await jobIs(plane, user, jobId, 'needs_review');
  expect((await read()).text).toBe('log of 1.1\n');
  await plane.call('POST', `/api/jobs/${jobId}/review`, { token: user.token, body: { decision: 'again' } });
  expect((await read()).text).toContain('Session loaded');
});

test('log and artifacts of what has ended come from S3, with links that work', async () => {
  const jobId = await startJob(plane, user);
  await worker.runNext(user.orgId, { files: { 'execution.log': '✓ Hash verified\n', 'data/saldo.csv': 'a;b\n' } });
  await jobIs(plane, user, jobId, 'completed');
  const log = await plane.call('GET', `/api/jobs/${jobId}/log`, { token: user.token });
  expect([log.status, log.text]).toEqual([200, '✓ Hash verified\n']);
  const { items } = await plane.use(listArtifacts, { token: user.token, params: { id: jobId } });
  expect(items.map(({ name }) => name).toSorted()).toEqual(['data/saldo.csv', 'execution.log']);
  const csv = items.find(({ name }) => name.endsWith('.csv'));
  expect(csv).toMatchObject({ bytes: 4, contentType: 'text/csv; charset=utf-8' });
  expect(csv?.sha256).toMatch(/^[0-9a-f]{64}$/);
  const fetched = await fetch(csv?.url ?? '');
  expect([fetched.status, await fetched.text()]).toEqual([200, 'a;b\n']);
  const wrong = await fetch((csv?.url ?? '').replace('saldo.csv', 'otro.csv'));
  expect(wrong.status).toBe(403);
});

test('what an execution saved is read as JSON, and nothing else is', async () => {
  const jobId = await startJob(plane, user);
  const files = {
    'execution.log': 'log\n',
    'data/saldo_año.json': '[{"a":1}]\n',
    'data/saldo_año.contract.json': '{"v":1}\n',
    'downloads/x.json': '{}',
  };
  await worker.runNext(user.orgId, { files });
  await jobIs(plane, user, jobId, 'completed');
  const read = (name: string) =>
    plane.call('GET', `/api/jobs/${jobId}/files/${encodeURIComponent(name)}`, { token: user.token });
  const saved = await read('data/saldo_año.json');
  expect([saved.status, saved.text]).toEqual([200, '[{"a":1}]\n']);
  expect(saved.headers.get('content-type')).toMatch(/^application\/json/);
  const broken = await read('data/saldo_año.contract.json');
  expect([broken.status, broken.text]).toEqual([200, '{"v":1}\n']);
  expect((await read('network.json')).status).toBe(404);
  for (const name of ['downloads/x.json', 'data/../downloads/x.json', 'data/.contract.json', 'execution.log'])
    expect([name, (await read(name)).status]).toEqual([name, 404]);
});

test('R11 a worker that dies after its finish: the accepted attempt is copied to the documented names', async () => {
  const jobId = await startJob(plane, user);
  const first = await worker.claim(user.orgId);
  await worker.finish(first, { status: 'failed', retry: { delayMs: 0 }, files: { 'execution.log': 'first\n' } });
  const second = await worker.claim(user.orgId);
  expect(second).toMatchObject({ jobId, fence: { gen: 1, att: 2 } });
  await worker.finish(second, { files: { 'execution.log': 'second\n', 'año ñ/1.txt': 'x' }, promote: false });
  expect((await jobIs(plane, user, jobId, 'completed')).attempt).toBe(2);
  const log = await plane.call('GET', `/api/jobs/${jobId}/log`, { token: user.token });
  expect(log.text).toBe('second\n');
  await settled(plane, user.orgId, jobId);
  expect(await objectsOf(plane, user, jobId)).toEqual(['año ñ/1.txt', 'execution.log']);
});

test('R11 what an earlier attempt left under the documented names does not count as the result', async () => {
  const jobId = await startJob(plane, user);
  const job = await worker.claim(user.orgId);
  await plane.s3.send(
    new PutObjectCommand({
      Bucket: 'sri-results',
      Key: `results/${user.orgId}/${user.userId}/${jobId}/execution.log`,
      Body: 'not this one\n',
      Metadata: { 'sri-fence': '1.0' },
    }),
  );
  await worker.finish(job, { files: { 'execution.log': 'this one\n' }, promote: false });
  await jobIs(plane, user, jobId, 'completed');
  expect((await plane.call('GET', `/api/jobs/${jobId}/log`, { token: user.token })).text).toBe('this one\n');
});

test('results that somebody deleted before they were recorded make the job fail, and say so', async () => {
  const jobId = await startJob(plane, user);
  const job = await worker.claim(user.orgId);
  await plane.queue.finish(user.orgId, jobId, job.token, {
    status: 'completed',
    workerId: 'worker-1',
    startedAt: 1,
    finishedAt: 2,
    steps: [],
    objects: { 'execution.log': 'a'.repeat(64) },
  });
  job.die();
  const ended = await jobIs(plane, user, jobId, 'failed');
  expect(ended.error).toMatchObject({ code: 'result_upload' });
});

test('a failed job keeps its error as the worker told it, whatever characters a page put there', async () => {
  const jobId = await startJob(plane, user);
  const message = 'Texto \0 raro \ud800';
  await worker.runNext(user.orgId, {
    status: 'failed',
    error: { code: 'element_not_found', message, hint: 'mira', stepId: 's1' },
  });
  const job = await jobIs(plane, user, jobId, 'failed');
  expect(job.error).toMatchObject({ code: 'element_not_found', message: 'Texto \uFFFD raro \uFFFD', stepId: 's1' });
});

test('R18 what is tried again is queued meanwhile, under its next attempt', async () => {
  const jobId = await startJob(plane, user);
  const job = await worker.claim(user.orgId);
  await waitFor('running', async () => (await shown(jobId)) === 'running');
  await worker.finish(job, { status: 'failed', retry: { delayMs: 60_000 } });
  await waitFor('the key', async () => (await shown(jobId)) === 'queued');
  await jobIs(plane, user, jobId, 'queued');
  const { rows } = await plane.database.admin.query<{ retries: number }>('select retries from jobs where id = $1', [
    jobId,
  ]);
  expect(rows[0]?.retries).toBe(1);
  expect((await plane.call('POST', `/api/jobs/${jobId}/cancel`, { token: user.token })).body).toMatchObject({
    status: 'cancelled',
  });
  await waitFor('the key', async () => (await shown(jobId)) === 'cancelled');
});

test('a job pushed by hand, as the guide may do in development, ends without a record', async () => {
  const done = await hearDone(plane, user.orgId);
  const sample = await startJob(plane, user);
  const { element } = await worker.runNext(user.orgId);
  await jobIs(plane, user, sample, 'completed');
  const jobId = newId();
  const { ticket: _without, ...byHand } = JSON.parse(element) as Record<string, unknown>;
  await plane.redis.rpush(plane.keys.orgJobs(user.orgId), JSON.stringify({ ...byHand, jobId }));
  await waitFor('the ring', async () => (await plane.redis.lrange(plane.keys.ring, 0, -1)).includes(user.orgId));
  const job = await worker.claim(user.orgId);
  expect(job.jobId).toBe(jobId);
  await worker.finish(job);
  await waitFor('the done message', () => done.of(jobId)[0]);
  expect(await shown(jobId)).toBe('completed');
  await settled(plane, user.orgId, jobId);
  expect((await plane.call('GET', `/api/jobs/${jobId}`, { token: user.token })).status).toBe(404);
  done.close();
});

test('retry is a new execution of the same version with the same inputs', async () => {
  const jobId = await startJob(plane, user);
  const early = await plane.call('POST', `/api/jobs/${jobId}/retry`, { token: user.token, body: {} });
  expect(early.problem().code).toBe('illegal_transition');
  await worker.runNext(user.orgId, { status: 'failed', error: { code: 'step_failed', message: 'x', hint: 'y' } });
  await jobIs(plane, user, jobId, 'failed');
  const from = await plane.call('POST', `/api/jobs/${jobId}/retry`, { token: user.token, body: { fromStep: 's2' } });
  expect(from.problem()).toMatchObject({ status: 422, errors: [{ field: 'fromStep' }] });
  const again = await plane.use(retryJob, { token: user.token, params: { id: jobId }, body: {} });
  expect(again).toMatchObject({ status: 'queued', retryOf: jobId });
  expect((await worker.runNext(user.orgId)).jobId).toBe(again.jobId);
  expect(await jobIs(plane, user, again.jobId, 'completed')).toMatchObject({ retryOf: jobId, version: '1.0.0' });
});

test('retry from the step that failed takes up what the execution left there, and from no other step', async () => {
  const jobId = await startJob(plane, user);
  const startedAt = Date.now();
  const step = (path: string, status: 'passed' | 'failed') => ({
    stepId: `s${path}`,
    path,
    type: 'click',
    status,
    startedAt,
    durationMs: 1,
  });
  await worker.runNext(user.orgId, {
    status: 'failed',
    error: { code: 'step_failed', message: 'x', hint: 'y', stepId: 's2.1' },
    steps: [step('1', 'passed'), step('2', 'failed'), step('2.1', 'failed')],
    files: { 'execution.log': 'x', [RESUME_FILE]: '{"format":"sri-resume/1"}' },
  });
  expect(await jobIs(plane, user, jobId, 'failed')).toMatchObject({ resumableFrom: 's2', resumedFrom: null });
  const other = await plane.call('POST', `/api/jobs/${jobId}/retry`, { token: user.token, body: { fromStep: 's1' } });
  expect(other.problem()).toMatchObject({
    status: 422,
    errors: [{ field: 'fromStep', message: expect.stringContaining('"s2"') as string }],
  });
  const again = await plane.use(retryJob, { token: user.token, params: { id: jobId }, body: { fromStep: 's2' } });
  const held = await worker.runNext(user.orgId);
  expect(held.envelope).toMatchObject({
    jobId: again.jobId,
    resume: { jobId, stepId: 's2', sha256: sha256Hex('{"format":"sri-resume/1"}') },
  });
  expect(ticketHolds(held.envelope, { current: TEST_SIGNING_SECRET })).toBe(true);
  expect(ticketHolds({ ...held.envelope, resume: undefined }, { current: TEST_SIGNING_SECRET })).toBe(false);
  expect(await jobIs(plane, user, again.jobId, 'completed')).toMatchObject({ retryOf: jobId, resumedFrom: 's2' });
});

test.each([
  ['completed', 'completed'],
  ['failed', 'failed'],
  ['again', 'queued'],
] as const)('a person decides about what needs a review: %s', async (decision, status) => {
  const jobId = await startJob(plane, user);
  await worker.runNext(user.orgId, { status: 'needs_review' });
  const before = await jobIs(plane, user, jobId, 'needs_review');
  expect(before.finishedAt).toBeNull();
  await settled(plane, user.orgId, jobId);
  const answer = await plane.call('POST', `/api/jobs/${jobId}/review`, { token: user.token, body: { decision } });
  expect(answer.body).toMatchObject({ status });
  await waitFor('the key', async () => (await shown(jobId)) === status);
  const twice = await plane.call('POST', `/api/jobs/${jobId}/review`, { token: user.token, body: { decision } });
  expect(twice.problem().code).toBe('illegal_transition');
  if (decision !== 'again') return;
  const job = await worker.runNext(user.orgId);
  expect(job).toMatchObject({ jobId, fence: { gen: 2, att: 1 } });
  await jobIs(plane, user, jobId, 'completed');
});

test('the list of executions has filters and pages that lose nothing', async () => {
  const lister = await readyUser(plane);
  const ids: string[] = [];
  for (let index = 0; index < 7; index += 1) ids.push(await startJob(plane, lister));
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: { jobId: string }[]; nextCursor: string | null } = await plane.use(listJobs, {
      token: lister.token,
      query: { limit: '3', status: 'queued,running', ...(cursor === null ? {} : { cursor }) },
    });
    seen.push(...page.items.map(({ jobId }) => jobId));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual(ids.toReversed());
  const none = await plane.use(listJobs, { token: lister.token, query: { status: 'failed' } });
  expect(none.items).toEqual([]);
  const bad = await plane.call('GET', '/api/jobs?cursor=nonsense&status=flying', { token: lister.token });
  expect(bad.problem().errors?.map(({ field }) => field)).toContain('status[0]');
  expect((await plane.call('GET', '/api/jobs?cursor=nonsense', { token: lister.token })).status).toBe(422);
  expect((await jobOf(plane, lister, ids[0] ?? '')).status).toBe('queued');
});
