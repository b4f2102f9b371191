import { afterEach, beforeEach, expect, test } from 'vitest';
import { isFinal } from '@sri/shared/model/job.ts';
import { jobEnvelopeSchema } from '@sri/shared/protocol/job-envelope.ts';
import { noFailpoint } from '@sri/shared/node/failpoint.ts';
import { createLogger } from '@sri/shared/node/logger.ts';
import { createQueue } from '@sri/shared/queue/queue.ts';
import { startTestRedis, type TestRedis } from '@sri/shared/test/redis-server.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { takeOutbox } from '../features/jobs/outbox-store.ts';
import { createFakeWorker, type FakeWorker } from '../test/fake-worker.ts';
import { createTestPlane, TEST_SIGNING_SECRET, type TestPlane } from '../test/plane.ts';
import { readyUser, startJob, type ReadyUser } from '../test/ready-flow.ts';
import { hearDone, jobIs, jobOf, settled } from '../test/watch-jobs.ts';
import { createRelay } from './relay-outbox.ts';

let server: TestRedis;
let plane: TestPlane;
let worker: FakeWorker;
let user: ReadyUser;

beforeEach(async () => {
  server = await startTestRedis();
  plane = await createTestPlane({ redisUrl: server.url });
  worker = createFakeWorker(plane.queue, plane.s3);
  user = await readyUser(plane);
});
afterEach(async () => {
  await plane?.close();
  await server?.stop();
});

const list = async (): Promise<string[]> =>
  (await plane.redis.lrange(plane.keys.orgJobs(user.orgId), 0, -1)).map(
    (text) => jobEnvelopeSchema.parse(JSON.parse(text)).jobId,
  );
const outboxRows = async (): Promise<number> => {
  const { rows } = await plane.database.admin.query<{ n: number }>('select count(*)::int as n from outbox');
  return rows[0]?.n ?? -1;
};

test('R1 FLUSHALL under load: every accepted job ends once', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 12; index += 1) ids.push(await startJob(plane, user));
  const ended = new Map<string, number>();
  const held = await worker.claim(user.orgId);
  await plane.redis.flushall();
  // What it held is gone; its late finish is refused.
  expect(await worker.finish(held)).toBe('lost');
  for (let index = 0; index < 6; index += 1) ids.push(await startJob(plane, user));
  await waitFor(
    'all jobs to end',
    async () => {
      const job = await worker.tryClaim(user.orgId);
      if (job !== null) await worker.finish(job);
      const { rows } = await plane.database.admin.query<{ n: number }>(
        "select count(*)::int as n from jobs where status = 'completed'",
      );
      return rows[0]?.n === ids.length;
    },
    50_000,
  );
  const { rows } = await plane.database.admin.query<{ subject: string }>(
    "select subject from audit_log where action = 'job.completed'",
  );
  for (const { subject } of rows) ended.set(subject, (ended.get(subject) ?? 0) + 1);
  expect([...ended.keys()].toSorted()).toEqual(ids.toSorted());
  expect([...ended.values()].every((times) => times === 1)).toBe(true);
});

test('R4 what Redis lost of one organisation is put in anew, and the old generation can no longer end it', async () => {
  const first = await startJob(plane, user);
  const held = await worker.claim(user.orgId);
  const second = await startJob(plane, user);
  await waitFor(
    'the second in the list',
    async () => (await list()).length > 0 || (await plane.queue.known(user.orgId, [second])).size > 0,
  );
  await plane.redis.del(
    plane.keys.recs(user.orgId),
    plane.keys.orgJobs(user.orgId),
    plane.keys.leases(user.orgId),
    plane.keys.accounts(user.orgId),
    plane.keys.parked(user.orgId),
  );
  const again = await waitFor('both anew', async () => {
    const known = await plane.queue.known(user.orgId, [first, second]);
    return [...known.values()].every(({ gen }) => gen === 2) && known.size === 2 && known;
  });
  expect(again.size).toBe(2);
  expect(await worker.finish(held)).toBe('lost');
  for (const jobId of [first, second]) {
    const job = await worker.runNext(user.orgId);
    expect(job.fence).toEqual({ gen: 2, att: 1 });
    await waitFor('its end', async () => isFinal((await jobOf(plane, user, job.jobId)).status));
    expect([first, second]).toContain(jobId);
  }
  expect((await jobOf(plane, user, first)).gen).toBe(2);
  expect((await jobOf(plane, user, second)).status).toBe('completed');
});

test('R20 lost leases are counted in the record too, and a republished job brings its count along', async () => {
  const jobId = await startJob(plane, user);
  const short = createFakeWorker(createQueue(plane.redis, plane.keys, { leaseMs: 300 }), plane.s3, 'worker-short');
  const stallsAre = (count: number): Promise<unknown> =>
    waitFor(`${count} in the record`, async () => {
      const { rows } = await plane.database.admin.query<{ stalls: number; status: string }>(
        'select stalls, status from jobs where id = $1',
        [jobId],
      );
      return rows[0]?.stalls === count && rows[0].status === 'queued';
    });
  for (const lost of [1, 2]) {
    (await short.claim(user.orgId)).die();
    await stallsAre(lost);
  }
  await plane.redis.flushall();
  await waitFor('it anew', async () => {
    const known = (await plane.queue.known(user.orgId, [jobId])).get(jobId);
    return known?.gen === 2 && known.stalls === 2;
  });
  await worker.runNext(user.orgId);
  expect(await jobIs(plane, user, jobId, 'completed')).toMatchObject({ gen: 2, attempt: 1, stalls: 2 });
});

test('R14 Redis is killed: POST /run goes on, and all of it runs once Redis is back', async () => {
  const before = await startJob(plane, user);
  await waitFor('it in the list', async () => (await list()).length === 1 && (await outboxRows()) === 0);
  await server.kill();
  const during: string[] = [];
  for (let index = 0; index < 5; index += 1) during.push(await startJob(plane, user));
  expect((await jobOf(plane, user, during[0] ?? '')).status).toBe('queued');
  const ready = await plane.call('GET', '/ready');
  expect(ready.status).toBe(503);
  expect(ready.body).toMatchObject({ ready: false, postgres: { ok: true }, redis: { ok: false }, s3: { ok: true } });
  expect((await plane.call('GET', '/health')).status).toBe(200);
  expect(await outboxRows()).toBe(5);
  await server.restart();
  const order: string[] = [];
  for (let index = 0; index < 6; index += 1) {
    const job = await worker.runNext(user.orgId);
    order.push(job.jobId);
    await jobIs(plane, user, job.jobId, 'completed');
  }
  expect(order).toEqual([before, ...during]);
});

test('R14 R21 what is cancelled while Redis is away never runs, and Redis is told', async () => {
  await server.kill();
  const jobId = await startJob(plane, user);
  const answer = await plane.call('POST', `/api/jobs/${jobId}/cancel`, { token: user.token });
  expect([answer.status, answer.body]).toMatchObject([202, { status: 'cancelled' }]);
  await server.restart();
  await waitFor(
    'the key',
    async () => (await plane.redis.get(plane.keys.jobStatus(jobId)).catch(() => null)) === 'cancelled',
  );
  await waitFor('an empty outbox', async () => (await outboxRows()) === 0);
  expect(await list()).toEqual([]);
  expect(await worker.tryClaim(user.orgId)).toBeNull();
});

test('R16 a full Redis refuses new jobs, which wait in the outbox; what runs goes on', async () => {
  const first = await startJob(plane, user);
  const held = await worker.claim(user.orgId);
  await waitFor('its outbox row to go', async () => (await outboxRows()) === 0);
  await plane.redis.config('SET', 'maxmemory', '1');
  const second = await startJob(plane, user);
  expect(await plane.queue.renew(user.orgId, first, held.token)).toBe('held');
  expect(await outboxRows()).toBe(1);
  await plane.redis.config('SET', 'maxmemory', '0');
  await worker.finish(held);
  await jobIs(plane, user, first, 'completed');
  expect((await worker.runNext(user.orgId)).jobId).toBe(second);
  await jobIs(plane, user, second, 'completed');
});

test('R28 late and repeated news never turn the shown status back', async () => {
  const done = await hearDone(plane, user.orgId);
  const jobId = await startJob(plane, user);
  await worker.runNext(user.orgId);
  await jobIs(plane, user, jobId, 'completed');
  await settled(plane, user.orgId, jobId);
  const news = [
    [{ gen: 1, att: 0 }, 'queued'],
    [{ gen: 1, att: 1 }, 'running'],
    [{ gen: 1, att: 1 }, 'queued'],
  ] as const;
  for (const [fence, status] of [...news, ...news.toReversed()]) {
    await plane.queue.showStatus(jobId, fence, status);
    expect(await plane.redis.get(plane.keys.jobStatus(jobId))).toBe('completed');
  }
  expect(await plane.redis.ttl(plane.keys.jobStatus(jobId))).toBeGreaterThan(7 * 24 * 3600 - 300);
  expect(done.of(jobId)).toHaveLength(1);
  done.close();
});

test('R3 fifty crashes between the push and the deletion of the outbox row: the list holds the job once', async () => {
  await plane.plane?.background.stop();
  const jobId = await startJob(plane, user);
  let pushes = 0;
  const relayThat = (dies: boolean) =>
    createRelay({
      queue: plane.queue,
      announce: () => Promise.resolve(),
      keys: { current: TEST_SIGNING_SECRET },
      noteOrg: () => undefined,
      reach: noFailpoint,
      log: createLogger({ name: 'test', level: 'silent' }),
      take: (limit, tell) =>
        takeOutbox(plane.database.relay, limit, async (rows) => {
          const handled = await tell(rows);
          pushes += 1;
          if (dies) throw new Error('killed after the push');
          return handled;
        }),
    });
  for (let crash = 0; crash < 50; crash += 1) await expect(relayThat(true)()).rejects.toThrow('killed');
  expect(await outboxRows()).toBe(1);
  await relayThat(false)();
  expect([pushes, await outboxRows(), await list()]).toEqual([51, 0, [jobId]]);

  // A cancel between such a crash and the next turn takes back what was pushed.
  const second = await startJob(plane, user);
  await expect(relayThat(true)()).rejects.toThrow('killed');
  expect(await list()).toEqual([jobId, second]);
  await plane.call('POST', `/api/jobs/${second}/cancel`, { token: user.token });
  await relayThat(false)();
  expect([await outboxRows(), await list()]).toEqual([0, [jobId]]);
});
