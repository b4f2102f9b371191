import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVERYTHING } from '../../infrastructure/local/s3/auth/rights.ts';
import { startS3Server, type S3Server } from '../../infrastructure/local/s3/s3-server.ts';
import { createLogger } from '@sri/shared/node/logger.ts';
import { RESULTS_BUCKET, resultPrefix } from '@sri/shared/protocol/s3-keys.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { createFakeWorker } from '../test/fake-worker.ts';
import { deleteAttempts } from '../features/artifacts/list-objects.ts';
import { findAttemptsLeft, noteTidied } from '../features/jobs/attempts-left.ts';
import { createTestPlane, makeBuckets, type TestPlane } from '../test/plane.ts';
import { readyUser, startJob } from '../test/ready-flow.ts';
import { jobIs, jobOf, objectsOf } from '../test/watch-jobs.ts';
import { createTidyAttempts } from './tidy-attempts.ts';

const folder = mkdtempSync(join(tmpdir(), 'sri-storage-away-'));
const login = { accessKey: 'test-access', secretKey: 'test-secret-key' };
let server: S3Server;
let startAgain: () => Promise<void>;
let plane: TestPlane;

beforeAll(async () => {
  const users = [{ ...login, allow: [EVERYTHING] }];
  server = await startS3Server({ host: '127.0.0.1', port: 0, dataDir: folder, users });
  const port = Number(new URL(server.endpoint).port);
  startAgain = async () => {
    server = await startS3Server({ host: '127.0.0.1', port, dataDir: folder, users });
  };
  plane = await createTestPlane({ s3: { endpoint: server.endpoint, ...login }, buckets: false });
});
afterAll(async () => {
  await plane?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const waiting = async (): Promise<number> => {
  const { rows } = await plane.database.admin.query<{ n: number }>(
    'select count(*)::int as n from flow_versions where uploaded_at is null',
  );
  return rows[0]?.n ?? -1;
};

test('without buckets the control plane works, says which are missing, and makes none; scripts follow once they are there', async () => {
  const ready = await plane.call('GET', '/ready');
  expect(ready.status).toBe(503);
  expect(ready.body).toMatchObject({ s3: { ok: false, missingBuckets: ['sri-scripts', 'sri-results'] } });
  const user = await readyUser(plane);
  await startJob(plane, user);
  expect(await waiting()).toBe(1);
  await makeBuckets(plane.s3);
  await waitFor('the script in S3', async () => (await waiting()) === 0);
  expect((await plane.call('GET', '/ready')).status).toBe(200);
});

test('R12 S3 is away: flows are made and jobs run; an end waits until its results lie where they belong', async () => {
  const user = await readyUser(plane);
  const worker = createFakeWorker(plane.queue, plane.s3);
  const jobId = await startJob(plane, user);
  const job = await worker.claim(user.orgId);
  await worker.finish(job, { promote: false, files: { 'execution.log': 'log\n' } });
  await server.close();
  const other = await readyUser(plane);
  expect(await waiting()).toBe(1);
  const second = await startJob(plane, other);
  const { status } = await jobOf(plane, user, jobId);
  const log = await plane.call('GET', `/api/jobs/${jobId}/artifacts`, { token: user.token });
  expect(log.problem()).toMatchObject({ status: 503, code: 'storage_unavailable' });
  expect(['running', 'completed']).toContain(status);
  await startAgain();
  await jobIs(plane, user, jobId, 'completed');
  await waitFor('attempts/ to go', async () => (await objectsOf(plane, user, jobId)).join() === 'execution.log');
  await waitFor('the script in S3', async () => (await waiting()) === 0);
  await worker.runNext(other.orgId);
  await jobIs(plane, other, second, 'completed');
});

test('R11 what an attempt left in S3 goes later where it could not go at the end, and that of a newer attempt stays', async () => {
  const user = await readyUser(plane);
  const worker = createFakeWorker(plane.queue, plane.s3);
  const jobId = await startJob(plane, user);
  await worker.runNext(user.orgId);
  await jobIs(plane, user, jobId, 'completed');
  await waitFor('attempts/ to go', async () => (await objectsOf(plane, user, jobId)).join() === 'execution.log');
  const left = async (): Promise<unknown> =>
    (await plane.database.admin.query('select attempts_left from jobs where id = $1', [jobId])).rows[0];
  await waitFor('the note', async () => JSON.stringify(await left()) === '{"attempts_left":false}');
  // As it is after S3 was away at the end, some time ago.
  const at = resultPrefix(user.orgId, user.userId, jobId);
  for (const Key of [`${at}attempts/1.1/execution.log`, `${at}attempts/2.1/execution.log`])
    await plane.s3.send(new PutObjectCommand({ Bucket: RESULTS_BUCKET, Key, Body: 'x' }));
  await plane.database.admin.query(
    "update jobs set attempts_left = true, updated_at = now() - interval '1 hour' where id = $1",
    [jobId],
  );
  const tidy = createTidyAttempts({
    log: createLogger({ name: 'test', level: 'silent' }),
    findLeft: () => findAttemptsLeft(plane.database.relay, { ageMs: 60_000, limit: 10 }),
    deleteAttempts: (job, upTo) => deleteAttempts(plane.s3, job, upTo),
    noteTidied: (orgId, jobIds) => noteTidied(plane.database.relay, orgId, jobIds),
  });
  await tidy();
  expect(await objectsOf(plane, user, jobId)).toEqual(['attempts/2.1/execution.log', 'execution.log']);
  expect(await left()).toEqual({ attempts_left: false });
});
