import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../infrastructure/local/ports.ts';
import { patienceFor, repeats } from '../../infrastructure/test/repeats.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { createTestPlane, type TestPlane } from '../test/plane.ts';
import { readyUser, type ReadyUser } from '../test/ready-flow.ts';
import { makeDue, makeSchedule, ticksOf } from '../test/ready-schedule.ts';
import { startServerProcess, type ServerProcess } from '../test/server-process.ts';

const KILLS = repeats(2);

let plane: TestPlane;
let user: ReadyUser;
let server: ServerProcess;

beforeAll(async () => {
  plane = await createTestPlane();
  // It only serves to set things up and to look: what runs by itself is the business of the processes under test.
  await plane.plane?.background.stop();
});
afterEach(() => server?.child.kill('SIGKILL'));
afterAll(() => plane?.close());

async function start(fail = ''): Promise<void> {
  const port = String(await freePort());
  server = startServerProcess({ ...plane.env, PORT: port, LOG_LEVEL: 'info', SRI_FAIL: fail });
}

const list = async (): Promise<string[]> =>
  (await plane.redis.lrange(plane.keys.orgJobs(user.orgId), 0, -1)).map(
    (text) => (JSON.parse(text) as { jobId: string }).jobId,
  );

async function countOf(table: 'jobs' | 'outbox' | 'schedule_ticks'): Promise<number> {
  const { rows } = await plane.database.admin.query<{ n: number }>(
    `select count(*)::int as n from ${table} where org_id = $1`,
    [user.orgId],
  );
  return rows[0]?.n ?? -1;
}

async function endWell(): Promise<void> {
  server.child.kill('SIGTERM');
  expect(await server.exited).toBe(0);
}

test(
  `R2 killed ${KILLS} times with a tick written and not committed: nothing of it is left, and the next control plane starts it once`,
  async () => {
    user = await readyUser(plane);
    const { id } = await makeSchedule(plane, user);
    await makeDue(plane, id);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await start('before-tick:exit');
      expect(await server.exited).toBe('SIGKILL');
      expect([await countOf('jobs'), await countOf('outbox'), await countOf('schedule_ticks')]).toEqual([0, 0, 0]);
    }
    await start();
    await waitFor('the execution in the list', async () => (await list()).length === 1);
    await endWell();
    expect(await ticksOf(plane, user, id)).toMatchObject([{ outcome: 'started', jobId: (await list())[0] }]);
    expect(await countOf('jobs')).toBe(1);
  },
  patienceFor(KILLS),
);

test(
  `R2 killed ${KILLS} times with a tick committed and nobody told: each execution gets into the list once`,
  async () => {
    user = await readyUser(plane);
    const { id } = await makeSchedule(plane, user);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await plane.database.admin.query(`update jobs set status = 'completed' where schedule_id = $1`, [id]);
      await makeDue(plane, id, KILLS + 1 - kill);
      await start('after-tick:exit');
      expect(await server.exited).toBe('SIGKILL');
      expect([await countOf('jobs'), await countOf('schedule_ticks')]).toEqual([kill, kill]);
    }
    await start();
    await waitFor('the execution in the list', async () => (await countOf('outbox')) === 0);
    await endWell();
    const ticks = await ticksOf(plane, user, id);
    expect(ticks.map(({ outcome }) => outcome)).toEqual(ticks.map(() => 'started'));
    expect(new Set(await list()).size).toBe((await list()).length);
    expect(await list()).toContain(ticks[0]?.jobId);
    expect(await countOf('jobs')).toBe(KILLS);
  },
  patienceFor(KILLS),
);
