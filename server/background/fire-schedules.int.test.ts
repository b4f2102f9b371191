import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { listAudit } from '@sri/shared/protocol/api/audit.ts';
import { listJobs } from '@sri/shared/protocol/api/jobs.ts';
import { changeMember, removeMember } from '@sri/shared/protocol/api/members.ts';
import { pauseProvider, resumeProvider } from '@sri/shared/protocol/api/providers.ts';
import { getSchedule, resumeSchedule, type Schedule, type Tick } from '@sri/shared/protocol/api/schedules.ts';
import { createTestPlane, type TestPlane } from '../test/plane.ts';
import { CARGILL, connectAccount, readyUser, startJob, type ReadyUser } from '../test/ready-flow.ts';
import { makeDue, makeSchedule, ticksOf } from '../test/ready-schedule.ts';

let plane: TestPlane;
let user: ReadyUser;

beforeAll(async () => {
  plane = await createTestPlane();
  await plane.startPlane();
});
beforeEach(async () => {
  user = await readyUser(plane);
});
afterAll(() => plane?.close());

const jobsOf = async (): Promise<string[]> =>
  (await plane.use(listJobs, { token: user.token })).items.map(({ jobId }) => jobId);
const readSchedule = (id: string) => plane.use(getSchedule, { token: user.token, params: { id } });

/** Its ticks, once there are so many. */
const told = (id: string, count = 1): Promise<Tick[]> =>
  waitFor('the tick', async () => {
    const ticks = await ticksOf(plane, user, id);
    return ticks.length >= count ? ticks : false;
  });

async function outcomeOf(id: string): Promise<Tick | undefined> {
  await makeDue(plane, id, 10);
  return (await told(id))[0];
}

test('two control planes, two dozen schedules of two organisations due together: each starts one execution, and is told once', async () => {
  const other = await readyUser(plane);
  const made: Schedule[] = [];
  for (let index = 0; index < 12; index += 1)
    for (const who of [user, other])
      made.push(await makeSchedule(plane, who, { name: `Nº ${index}`, ifRunning: 'queue' }));
  for (const { id } of made) await makeDue(plane, id);
  const rows = await waitFor('all ticks', async () => {
    const { rows: ticks } = await plane.database.admin.query<{ schedule_id: string; outcome: string; job_id: string }>(
      'select schedule_id, outcome, job_id from schedule_ticks where schedule_id = any($1)',
      [made.map(({ id }) => id)],
    );
    return ticks.length >= made.length ? ticks : false;
  });
  expect(rows.map((row) => row.schedule_id).toSorted()).toEqual(made.map(({ id }) => id).toSorted());
  const started = rows.filter(({ outcome }) => outcome === 'started').map((row) => row.job_id);
  const jobs = await plane.database.admin.query<{ id: string }>('select id from jobs where schedule_id = any($1)', [
    made.map(({ id }) => id),
  ]);
  expect(jobs.rows.map(({ id }) => id).toSorted()).toEqual(started.toSorted());
  expect(started.length).toBeGreaterThanOrEqual(4);
  const queued = await waitFor('them in the lists', async () => {
    const lists = await Promise.all(
      [user, other].map(({ orgId }) => plane.redis.lrange(plane.keys.orgJobs(orgId), 0, -1)),
    );
    const ids = lists.flat().map((text) => (JSON.parse(text) as { jobId: string }).jobId);
    return ids.length >= started.length ? ids : false;
  });
  expect(queued.toSorted()).toEqual(started.toSorted());
});

test('a schedule that is due twenty times, with two control planes, starts twenty executions', async () => {
  const { id } = await makeSchedule(plane, user);
  for (let turn = 1; turn <= 20; turn += 1) {
    await plane.database.admin.query(`update jobs set status = 'completed' where schedule_id = $1`, [id]);
    await makeDue(plane, id, 21 - turn);
    const ticks = await told(id, turn);
    expect(ticks).toHaveLength(turn);
  }
  const ticks = await ticksOf(plane, user, id);
  expect(new Set(ticks.map(({ outcome }) => outcome))).toEqual(new Set(['started']));
  expect(ticks.map(({ jobId }) => jobId ?? '').toSorted()).toEqual((await jobsOf()).toSorted());
  expect((await readSchedule(id)).nextAt).not.toBeNull();
});

test('a time that was handled is not handled again where the clock is set back', async () => {
  const { id } = await makeSchedule(plane, user);
  await outcomeOf(id);
  const [first] = await ticksOf(plane, user, id);
  const dueAt = first?.dueAt;
  await plane.database.admin.query(`update jobs set status = 'completed' where schedule_id = $1`, [id]);
  await plane.database.admin.query('update schedules set next_at = $2 where id = $1', [id, dueAt]);
  await waitFor('its next time', async () => (await readSchedule(id)).nextAt !== dueAt);
  expect([await ticksOf(plane, user, id), (await jobsOf()).length]).toEqual([[first], 1]);
});

describe('why nothing is started', () => {
  test('it runs already, by hand or by schedule; one may wait behind it where that is wanted, not two', async () => {
    const { id } = await makeSchedule(plane, user);
    const started = await outcomeOf(id);
    await makeDue(plane, id, 1);
    expect(await told(id, 2)).toMatchObject([{ outcome: 'running', jobId: started?.jobId }, {}]);
    const queueing = await makeSchedule(plane, user, { ifRunning: 'queue' });
    expect(await outcomeOf(queueing.id)).toMatchObject({ outcome: 'started' });
    await makeDue(plane, queueing.id, 1);
    expect(await told(queueing.id, 2)).toMatchObject([{ outcome: 'running' }, {}]);
    expect(await jobsOf()).toHaveLength(2);
  });

  test('the portal is paused', async () => {
    const { id } = await makeSchedule(plane, user);
    const params = { providerId: CARGILL };
    await plane.use(pauseProvider, { token: user.token, params });
    expect(await outcomeOf(id)).toMatchObject({ outcome: 'portal_paused', jobId: null });
    await plane.use(resumeProvider, { token: user.token, params });
    await makeDue(plane, id, 1);
    expect((await told(id, 2))[0]).toMatchObject({ outcome: 'started' });
  });

  test('the account is stopped because its logins were refused', async () => {
    const { id } = await makeSchedule(plane, user);
    await plane.database.admin.query('update connected_providers set guard_id = gen_random_uuid() where org_id = $1', [
      user.orgId,
    ]);
    expect(await outcomeOf(id)).toMatchObject({ outcome: 'account_stopped', jobId: null });
  });

  test('the account has no session, the flow no published version', async () => {
    const { id } = await makeSchedule(plane, user);
    await connectAccount(plane, user, 'expired');
    const dropped = await outcomeOf(id);
    expect(dropped).toMatchObject({ outcome: 'session_missing', error: { code: 'provider_not_connected' } });
    await connectAccount(plane, user);
    await plane.database.admin.query('update flows set active = false, published_version = null where id = $1', [
      user.flowId,
    ]);
    await makeDue(plane, id, 1);
    expect((await told(id, 2))[0]).toMatchObject({ outcome: 'flow_not_published', error: { code: 'no_active_flow' } });
    expect(await jobsOf()).toEqual([]);
  });

  test('the queue is full: nothing of the execution is left, and the next one starts', async () => {
    const { id } = await makeSchedule(plane, user, { ifRunning: 'queue' });
    const byHand = await startJob(plane, user);
    await plane.database.admin.query('update organisations set max_queued = 1 where id = $1', [user.orgId]);
    expect(await outcomeOf(id)).toMatchObject({ outcome: 'refused', error: { code: 'queue_full' } });
    expect(await jobsOf()).toEqual([byHand]);
    await plane.database.admin.query('update organisations set max_queued = 10 where id = $1', [user.orgId]);
    await makeDue(plane, id, 1);
    expect((await told(id, 2))[0]).toMatchObject({ outcome: 'started' });
  });

  test('a holiday is told with its name', async () => {
    const { id } = await makeSchedule(plane, user, { holidays: { country: 'AR' }, missed: { rule: 'skip' } });
    await plane.database.admin.query("update schedules set next_at = '2025-12-25T09:00:00Z' where id = $1", [id]);
    const ticks = await told(id, 100);
    const christmas = ticks.find(({ dueAt }) => dueAt === '2025-12-25T09:00:00.000Z');
    expect(christmas).toMatchObject({ outcome: 'holiday', holiday: 'Navidad', jobId: null });
    expect(ticks.filter(({ outcome }) => outcome === 'started')).toEqual([]);
  });
});

describe('what was due while no control plane was there', () => {
  const often = { timing: { kind: 'cron', cron: '*/5 * * * *' } };

  test('of an hour, only the last is started, where that is wanted', async () => {
    const { id } = await makeSchedule(plane, user, { ...often, missed: { rule: 'runOnce', windowMinutes: 30 } });
    await plane.database.admin.query(`update schedules set next_at = now() - interval '1 hour' where id = $1`, [id]);
    const ticks = await told(id, 12);
    expect(ticks[0]).toMatchObject({ outcome: 'started' });
    expect(new Set(ticks.slice(1).map(({ outcome }) => outcome))).toEqual(new Set(['missed']));
    expect(await jobsOf()).toHaveLength(1);
  });

  test('none is started where none is wanted', async () => {
    const { id } = await makeSchedule(plane, user, { missed: { rule: 'skip' } });
    await makeDue(plane, id, 60);
    expect(await told(id)).toMatchObject([{ outcome: 'missed' }]);
    expect(await jobsOf()).toEqual([]);
  });

  test('of a long absence the newest hundred are told, with how many there were before', async () => {
    const { id } = await makeSchedule(plane, user, { ...often, missed: { rule: 'skip' } });
    await plane.database.admin.query(`update schedules set next_at = now() - interval '3 days' where id = $1`, [id]);
    const ticks = await told(id, 100);
    const more = ticks.reduce((sum, tick) => sum + tick.more, 0);
    const untold = 3 * 288 - 100;
    expect(Math.abs(more - untold)).toBeLessThanOrEqual(2);
  });
});

describe('it pauses by itself', () => {
  const paused = (id: string) => waitFor('the pause', async () => (await readSchedule(id)).paused ?? false);

  test('after so many failures in a row, and counts anew once it is resumed', async () => {
    const { id } = await makeSchedule(plane, user, { maxFailures: 2 });
    const fail = () =>
      plane.database.admin.query(`update jobs set status = 'failed', finished_at = now() where schedule_id = $1`, [id]);
    for (let turn = 1; turn <= 2; turn += 1) {
      await makeDue(plane, id, 30 - turn);
      await told(id, turn);
      await fail();
    }
    await makeDue(plane, id, 10);
    expect(await paused(id)).toMatchObject({ by: null, reason: 'failures' });
    expect((await ticksOf(plane, user, id))[0]).toMatchObject({ outcome: 'failures' });
    expect(await jobsOf()).toHaveLength(2);
    await plane.use(resumeSchedule, { token: user.token, params: { id } });
    await makeDue(plane, id, 1);
    expect((await told(id, 4))[0]).toMatchObject({ outcome: 'started' });
    const log = await plane.use(listAudit, { token: user.token });
    const pauses = log.filter(({ action, subject }) => action === 'schedule.paused' && subject === id);
    expect(pauses).toMatchObject([{ actorId: null, details: { reason: 'failures' } }]);
  });

  test.each([
    ['left the organisation', 'owner_removed'],
    ['may run nothing any more', 'owner_rights'],
  ])('where its owner %s', async (_what, reason) => {
    const owner = await plane.addMember(user, 'creator');
    await connectAccount(plane, owner);
    const { id } = await makeSchedule(plane, { ...user, token: owner.token });
    const params = { userId: owner.userId };
    if (reason === 'owner_removed') await plane.use(removeMember, { token: user.token, params });
    else await plane.use(changeMember, { token: user.token, params, body: { role: 'reader' } });
    await makeDue(plane, id);
    expect(await paused(id)).toMatchObject({ by: null, reason });
    expect(await ticksOf(plane, user, id)).toMatchObject([{ outcome: 'owner', jobId: null }]);
    const now = await plane.call('POST', `/api/schedules/${id}/run`, { token: user.token });
    expect(now.problem().code).toBe('conflict');
  });
});
