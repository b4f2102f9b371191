import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '@sri/shared/model/ids.ts';
import { listAudit } from '@sri/shared/protocol/api/audit.ts';
import { createFlow } from '@sri/shared/protocol/api/flows.ts';
import { getJob, listJobs } from '@sri/shared/protocol/api/jobs.ts';
import {
  deleteSchedule,
  getSchedule,
  listHolidays,
  listSchedules,
  listTicks,
  pauseSchedule,
  previewSchedule,
  replaceSchedule,
  resumeSchedule,
  runSchedule,
} from '@sri/shared/protocol/api/schedules.ts';
import { createTestPlane, type TestPlane } from '../../test/plane.ts';
import { CARGILL, readyUser, TEST_STEPS, type ReadyUser } from '../../test/ready-flow.ts';
import { DAILY, makeSchedule } from '../../test/ready-schedule.ts';

let plane: TestPlane;
let user: ReadyUser;

beforeAll(async () => {
  plane = await createTestPlane();
  user = await readyUser(plane, { inputs: { cuit: { type: 'text', required: true } as never } });
});
afterAll(() => plane?.close());

const inputs = { cuit: '30-50012345-6' };
const make = (more: object = {}) => makeSchedule(plane, user, { inputs, ...more });
const refused = async (more: object) =>
  (
    await plane.call('POST', '/api/schedules', {
      token: user.token,
      body: { ...DAILY, flowId: user.flowId, inputs, ...more },
    })
  ).problem();

test('a schedule is made, read, said anew and deleted; each of that is noted', async () => {
  const { token, userId } = user;
  const made = await make();
  expect(made).toMatchObject({
    name: DAILY.name,
    flowName: 'Test Flow',
    providerId: CARGILL,
    userId,
    ifRunning: 'skip',
    missed: { rule: 'runOnce', windowMinutes: 120 },
    maxFailures: 5,
    paused: null,
    lastTick: null,
  });
  expect(made.nextAt).toMatch(/T09:00:00\.000Z$/);
  expect(made.upcoming).toHaveLength(8);
  const params = { id: made.id };
  expect(await plane.use(getSchedule, { token, params })).toEqual(made);
  const body = {
    ...DAILY,
    name: 'Dos por día',
    flowId: user.flowId,
    inputs,
    timing: { kind: 'daily' as const, times: ['18:30', '06:00', '06:00'] },
  };
  const changed = await plane.use(replaceSchedule, { token, params, body });
  expect(changed).toMatchObject({ name: 'Dos por día', timing: { kind: 'daily', times: ['06:00', '18:30'] } });
  expect(changed.upcoming).toHaveLength(16);
  await plane.use(deleteSchedule, { token, params });
  expect((await plane.call('GET', `/api/schedules/${made.id}`, { token })).status).toBe(404);
  const log = await plane.use(listAudit, { token });
  expect(log.filter(({ subject }) => subject === made.id).map(({ action }) => action)).toEqual([
    'schedule.deleted',
    'schedule.changed',
    'schedule.created',
  ]);
});

describe('what is refused, with what is wrong', () => {
  const cron = (text: string) => ({ timing: { kind: 'cron', cron: text } });

  test.each([
    ['a cron expression with too few fields', cron('0 6 * * '), 'timing.cron'],
    ['a cron expression out of range', cron('0 25 * * *'), 'timing.cron'],
    ['seconds', cron('0 0 6 * * *'), 'timing.cron'],
    ['a zone that is none', { timezone: 'America/Macondo' }, 'timezone'],
    ['an offset for a zone', { timezone: '-03:00' }, 'timezone'],
    ['an end that is over', { endsOn: '2020-01-01' }, 'endsOn'],
    ['a day that does not exist for an end', { endsOn: '2027-02-30' }, 'endsOn'],
    ['a country without a calendar', { holidays: { country: 'XX' } }, 'holidays.country'],
    ['a region that the country does not have', { holidays: { country: 'AR', region: 'ZZ' } }, 'holidays.region'],
    ['a time of no day', { timing: { kind: 'daily', times: ['24:00'] } }, 'timing.times[0]'],
    ['no time at all', { timing: { kind: 'daily', times: [] } }, 'timing.times'],
    ['the 31st', { timing: { kind: 'monthly', day: 31, times: ['06:00'] } }, 'timing.day'],
    ['an input that the flow does not have', { inputs: { ...inputs, otro: 1 } }, 'inputs.otro'],
    ['an input that is missing', { inputs: {} }, 'inputs.cuit'],
    ['an input of another type', { inputs: { cuit: 30 } }, 'inputs.cuit'],
  ])('%s', async (_what, more, field) => {
    const { code, errors } = await refused(more);
    expect([code, errors?.map((fault) => fault.field)]).toEqual(['invalid_request', [field]]);
  });

  test.each([
    ['30 February', cron('0 6 30 2 *'), 'schedule_never_runs'],
    ['a day that is always a holiday', { ...cron('0 6 25 12 *'), holidays: { country: 'AR' } }, 'schedule_never_runs'],
    ['every four minutes', cron('*/4 * * * *'), 'schedule_too_often'],
    ['twice within five minutes', { timing: { kind: 'daily', times: ['06:00', '06:04'] } }, 'schedule_too_often'],
    ['across midnight', { timing: { kind: 'daily', times: ['00:00', '23:58'] } }, 'schedule_too_often'],
    ['a flow that does not exist', { flowId: newId() }, 'not_found'],
  ])('%s', async (_what, more, code) => {
    expect((await refused(more)).code).toBe(code);
  });

  test('every five minutes is often enough to be allowed', async () => {
    const { id, timing } = await make(cron('*/5 * * * *'));
    expect(timing).toEqual({ kind: 'cron', cron: '*/5 * * * *' });
    await plane.use(deleteSchedule, { token: user.token, params: { id } });
  });

  test("another organisation's flow, as one that does not exist", async () => {
    const other = await readyUser(plane);
    const [foreign, none] = [await refused({ flowId: other.flowId }), await refused({ flowId: newId() })];
    expect({ ...foreign, requestId: '' }).toEqual({ ...none, requestId: '' });
  });

  test('a flow that was never published', async () => {
    const { flowId } = await plane.use(createFlow, {
      token: user.token,
      body: { providerId: CARGILL, version: '1.0.0', name: 'Nuevo', steps: TEST_STEPS },
    });
    expect(await refused({ flowId, inputs: {} })).toMatchObject({ code: 'no_active_flow' });
  });
});

test('a preview tells the next five, and the days that a holiday leaves out', async () => {
  const { token } = user;
  const body = {
    timing: { kind: 'cron' as const, cron: '0 6 24-26 12 *' },
    timezone: 'America/Argentina/Buenos_Aires',
    holidays: { country: 'AR' as const },
  };
  const { items, cron } = await plane.use(previewSchedule, { token, body });
  expect(cron).toBe('0 6 24-26 12 *');
  expect(items.filter(({ kind }) => kind === 'run')).toHaveLength(5);
  const leftOut = items.filter(({ kind }) => kind === 'left');
  expect(leftOut.length).toBeGreaterThanOrEqual(2);
  expect(leftOut.every(({ at, holiday }) => at.includes('-12-25T09:00') && holiday === 'Navidad')).toBe(true);
  const twoTimes = { timing: { kind: 'daily' as const, times: ['06:00', '14:30'] }, timezone: 'UTC' };
  expect((await plane.use(previewSchedule, { token, body: twoTimes })).cron).toBeNull();
  const never = await plane.call('POST', '/api/schedules/preview', {
    token,
    body: { ...body, timing: { kind: 'cron', cron: '0 6 31 4 *' } },
  });
  expect(never.problem().code).toBe('schedule_never_runs');
});

test('the holidays of a country and its regions can be looked at', async () => {
  const { token } = user;
  const { items, regions, year } = await plane.use(listHolidays, { token, query: { country: 'BR', year: '2026' } });
  expect(year).toBe(2026);
  expect(items).toContainEqual({ day: '2026-09-07', name: expect.any(String) });
  expect(regions.map(({ code }) => code)).toContain('SP');
});

test('it is paused and resumed, also by an operator; both change nothing the second time', async () => {
  const { token } = user;
  const operator = await plane.addMember(user, 'operator');
  const { id } = await make();
  const params = { id };
  const paused = await plane.use(pauseSchedule, { token: operator.token, params });
  expect(paused).toMatchObject({ nextAt: null, upcoming: [], paused: { by: 'The operator', reason: 'person' } });
  expect(await plane.use(pauseSchedule, { token, params })).toEqual(paused);
  const changed = await plane.use(replaceSchedule, { token, params, body: { ...DAILY, flowId: user.flowId, inputs } });
  expect(changed.paused).toEqual(paused.paused);
  const resumed = await plane.use(resumeSchedule, { token: operator.token, params });
  expect([resumed.paused, resumed.upcoming.length]).toEqual([null, 8]);
  expect(await plane.use(resumeSchedule, { token, params })).toMatchObject({ nextAt: resumed.nextAt });
  const log = (await plane.use(listAudit, { token })).filter(({ subject }) => subject === id);
  expect(log.map(({ action, actorId }) => [action, actorId])).toEqual([
    ['schedule.resumed', operator.userId],
    ['schedule.changed', user.userId],
    ['schedule.paused', operator.userId],
    ['schedule.created', user.userId],
  ]);
});

test('run now starts it with its owner and its inputs, and the execution knows its schedule', async () => {
  const { token } = user;
  const operator = await plane.addMember(user, 'operator');
  const { id, nextAt, name } = await make();
  const { jobId } = await plane.use(runSchedule, { token: operator.token, params: { id } });
  const job = await plane.use(getJob, { token, params: { id: jobId } });
  expect(job).toMatchObject({ userId: user.userId, inputs, schedule: { id, name }, version: '1.0.0' });
  expect((await plane.use(listTicks, { token, params: { id } })).items).toMatchObject([
    { byHand: true, outcome: 'started', jobId },
  ]);
  expect(await plane.use(getSchedule, { token, params: { id } })).toMatchObject({ nextAt, lastTick: { jobId } });
  const found = await plane.use(listJobs, { token, query: { scheduleId: id } });
  expect(found.items.map((one) => one.jobId)).toEqual([jobId]);
  const [entry] = (await plane.use(listAudit, { token })).filter(({ subject }) => subject === jobId);
  expect(entry).toMatchObject({ action: 'job.created', actorId: operator.userId, details: { scheduleId: id } });
  await plane.use(deleteSchedule, { token, params: { id } });
  expect((await plane.use(getJob, { token, params: { id: jobId } })).schedule).toBeNull();
});

test('the list is of one flow where that is asked, and of one organisation always', async () => {
  const other = await readyUser(plane);
  const theirs = await makeSchedule(plane, other);
  const ids = async (token: string, query = {}) =>
    (await plane.use(listSchedules, { token, query })).items.map(({ id }) => id);
  expect(await ids(other.token)).toEqual([theirs.id]);
  expect(await ids(user.token)).not.toContain(theirs.id);
  expect(await ids(other.token, { flowId: newId() })).toEqual([]);
  expect(await ids(other.token, { flowId: other.flowId })).toEqual([theirs.id]);
});
