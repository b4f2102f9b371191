import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../infrastructure/local/ports.ts';
import { startPostgres } from '../../infrastructure/local/postgres.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { createFakeWorker, type FakeWorker } from '../test/fake-worker.ts';
import { createTestPlane, type TestPlane } from '../test/plane.ts';
import { CARGILL, readyUser, startJob, type ReadyUser } from '../test/ready-flow.ts';
import { hearDone, jobIs } from '../test/watch-jobs.ts';

const folder = mkdtempSync(join(tmpdir(), 'sri-postgres-away-'));
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let startAgain: () => Promise<void>;
let plane: TestPlane;
let worker: FakeWorker;
let user: ReadyUser;

beforeAll(async () => {
  const options = { dir: join(folder, 'postgres'), port: await freePort(), logFile: join(folder, 'log') };
  postgres = await startPostgres(options);
  startAgain = async () => {
    postgres = await startPostgres(options);
  };
  plane = await createTestPlane({ postgresAdminUrl: postgres.url });
  worker = createFakeWorker(plane.queue, plane.s3);
  user = await readyUser(plane);
});
afterAll(async () => {
  await plane?.close();
  await postgres?.stop({ force: true });
  rmSync(folder, { recursive: true, force: true });
});

test('R13 Postgres is killed under load: what runs ends, ends wait in Redis, and are recorded once it is back', async () => {
  const done = await hearDone(plane, user.orgId);
  const ids: string[] = [];
  for (let index = 0; index < 4; index += 1) ids.push(await startJob(plane, user));
  await waitFor('all in the queue', async () => {
    return (await plane.redis.llen(plane.keys.orgJobs(user.orgId))) === 4;
  });
  const held = await worker.claim(user.orgId);
  await postgres.stop({ force: true });

  expect(await worker.finish(held)).toBe('done');
  for (let index = 0; index < 3; index += 1) await worker.runNext(user.orgId);
  expect(await plane.queue.ended(user.orgId, 10)).toHaveLength(4);
  const refused = await plane.call('POST', '/api/run', { token: user.token, body: { providerId: CARGILL } });
  expect(refused.problem()).toMatchObject({ status: 503, code: 'database_unavailable' });
  expect(refused.headers.get('retry-after')).toBe('5');
  expect((await plane.call('GET', '/ready')).body).toMatchObject({
    ready: false,
    postgres: { ok: false },
    redis: { ok: true },
  });
  expect((await plane.call('GET', '/health')).status).toBe(200);
  expect(done.messages).toEqual([]);

  await startAgain();
  for (const jobId of ids) await jobIs(plane, user, jobId, 'completed');
  await waitFor('nothing left', async () => (await plane.queue.ended(user.orgId, 10)).length === 0);
  expect(done.messages.map(({ jobId }) => jobId).toSorted()).toEqual(ids.toSorted());
  const { rows } = await plane.database.admin.query<{ n: number }>(
    "select count(*)::int as n from audit_log where action = 'job.completed'",
  );
  expect(rows[0]?.n).toBe(4);
  done.close();
});
