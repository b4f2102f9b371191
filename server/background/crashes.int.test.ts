import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../infrastructure/local/ports.ts';
import { patienceFor, repeats } from '../../infrastructure/test/repeats.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { createApiClient } from '../test/api-client.ts';
import { createTestPlane, type TestPlane } from '../test/plane.ts';
import { CARGILL, readyUser, type ReadyUser } from '../test/ready-flow.ts';
import { startServerProcess, type ServerProcess } from '../test/server-process.ts';

const KILLS = repeats(2);

let plane: TestPlane;
let user: ReadyUser;
let server: ServerProcess;

beforeAll(async () => {
  plane = await createTestPlane();
  // It only serves to set things up: what runs by itself is the business of the processes under test.
  await plane.plane?.background.stop();
});
afterEach(() => server?.child.kill('SIGKILL'));
afterAll(() => plane?.close());

async function start(fail = ''): Promise<void> {
  const port = String(await freePort());
  server = startServerProcess({ ...plane.env, PORT: port, LOG_LEVEL: 'info', SRI_FAIL: fail });
}

async function endWell(): Promise<void> {
  server.child.kill('SIGTERM');
  expect(await server.exited).toBe(0);
}

const runWith = (key: string) =>
  createApiClient(server.url).call('POST', '/api/run', {
    token: user.token,
    body: { providerId: CARGILL },
    headers: { 'idempotency-key': key },
  });

const list = async (): Promise<string[]> =>
  (await plane.redis.lrange(plane.keys.orgJobs(user.orgId), 0, -1)).map(
    (text) => (JSON.parse(text) as { jobId: string }).jobId,
  );

async function countOf(table: 'jobs' | 'outbox'): Promise<number> {
  const { rows } = await plane.database.admin.query<{ n: number }>(
    `select count(*)::int as n from ${table} where org_id = $1`,
    [user.orgId],
  );
  return rows[0]?.n ?? -1;
}

test(
  `R2 R25 killed ${KILLS} times between the commit of POST /run and its answer: each job gets into the list once, and the call made again gets it`,
  async () => {
    user = await readyUser(plane);
    const ids: string[] = [];
    await start('after-commit:exit');
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const key = randomUUID();
      await server.listening();
      await expect(runWith(key)).rejects.toThrow('fetch failed');
      expect(await server.exited).toBe('SIGKILL');
      expect(await list()).toEqual(ids);
      await start(kill < KILLS ? 'after-commit:exit' : '');
      await server.listening();
      const again = await runWith(key);
      expect(again.status).toBe(202);
      ids.push((again.body as { jobId: string }).jobId);
      await waitFor('the job in the list', async () => (await list()).length === kill);
    }
    await endWell();
    expect([await list(), await countOf('jobs'), await countOf('outbox')]).toEqual([ids, KILLS, 0]);
  },
  patienceFor(KILLS),
);

test(
  `R2 R3 killed ${KILLS} times between the push and the deletion of the outbox row: the list holds the job once`,
  async () => {
    user = await readyUser(plane);
    const key = randomUUID();
    await start('after-push:exit');
    await server.listening();
    // Its answer and its death are on their way at the same time.
    await runWith(key).catch(() => undefined);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      expect(await server.exited).toBe('SIGKILL');
      expect([(await list()).length, await countOf('outbox')]).toEqual([1, 1]);
      await start(kill < KILLS ? 'after-push:exit' : '');
    }
    await server.listening();
    await waitFor('an empty outbox', async () => (await countOf('outbox')) === 0);
    const again = await runWith(key);
    await endWell();
    expect([await list(), await countOf('jobs')]).toEqual([[(again.body as { jobId: string }).jobId], 1]);
  },
  patienceFor(KILLS),
);
