import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '@sri/shared/model/ids.ts';
import type { JobStatus } from '@sri/shared/model/job.ts';
import { getFlow, listFlows } from '@sri/shared/protocol/api/flows.ts';
import { getJob, listJobCauses, listJobs } from '@sri/shared/protocol/api/jobs.ts';
import { createTestPlane, type TestPlane } from '../../test/plane.ts';
import { CARGILL, readyUser, type ReadyUser } from '../../test/ready-flow.ts';

const PRACTICE = '0190a000-0000-7000-8000-000000000002';

interface Given {
  status: JobStatus;
  cause?: string;
  ms?: number;
  minutesAgo?: number;
  inputs?: object;
  workerId?: string;
  providerId?: string;
  provider?: string;
}

let plane: TestPlane;
let ana: ReadyUser;
let beto: ReadyUser;

/** Executions as the record has them after they ended. */
async function record(user: ReadyUser, given: Given): Promise<string> {
  const { status, cause, ms = 1000, minutesAgo = 1, inputs = {}, workerId = null } = given;
  const { providerId = CARGILL, provider = 'cargill' } = given;
  const id = newId();
  const error = cause === undefined ? null : JSON.stringify({ code: cause, message: cause, hint: '' });
  await plane.database.admin.query(
    `insert into jobs (org_id, id, user_id, provider_id, provider, flow_id, version, script_key, script_hash,
       script_signature, key_id, status, error, inputs, worker_id, created_at, started_at, finished_at)
     values ($1, $2, $3, $4, $5, $6, '1.0.0', 's', $7, $7, 'k', $8, $9, $10, $11,
       now() - $12 * interval '1 minute', now() - $12 * interval '1 minute',
       now() - $12 * interval '1 minute' + $13 * interval '1 millisecond')`,
    [
      user.orgId,
      id,
      user.userId,
      providerId,
      provider,
      user.flowId,
      user.scriptHash,
      status,
      error,
      inputs,
      workerId,
      minutesAgo,
      ms,
    ],
  );
  return id;
}

beforeAll(async () => {
  plane = await createTestPlane();
  [ana, beto] = [await readyUser(plane), await readyUser(plane)];
  await record(ana, { status: 'completed', ms: 4000, minutesAgo: 50, inputs: { establecimiento: 'El Ñandú' } });
  await record(ana, { status: 'completed', ms: 6000, minutesAgo: 40 });
  await record(ana, { status: 'failed', cause: 'element_not_found', minutesAgo: 30, workerId: 'robot-07' });
  await record(ana, { status: 'completed', ms: 90_000, minutesAgo: 20 });
  const practice = { providerId: PRACTICE, provider: 'practica' };
  await record(ana, { status: 'failed', cause: 'page_timeout', minutesAgo: 12, ...practice });
  await record(ana, { status: 'needs_review', cause: 'worker_lost', minutesAgo: 11 });
  await record(ana, { status: 'failed', cause: 'element_not_found', minutesAgo: 10 });
  await record(beto, { status: 'failed', cause: 'disk_full' });
});
afterAll(() => plane.close());

const find = async (query: Record<string, string>) => (await plane.use(listJobs, { token: ana.token, query })).items;

describe('finding executions', () => {
  test('by cause, robot and portal', async () => {
    expect(await find({ cause: 'element_not_found' })).toHaveLength(2);
    expect(await find({ workerId: 'robot-07' })).toHaveLength(1);
    expect((await find({ providerId: PRACTICE })).map(({ provider }) => provider)).toEqual(['practica']);
    expect(await find({ cause: 'element_not_found', workerId: 'robot-99' })).toEqual([]);
  });

  test('by text: of the inputs, the portal, the flow, the id; accents and case do not count', async () => {
    const [named] = await find({ q: 'el nandu' });
    expect(named?.inputs).toEqual({ establecimiento: 'El Ñandú' });
    expect(await find({ q: 'portal de PRÁCTICA' })).toHaveLength(1);
    expect((await find({ q: 'test flow' })).length).toBe(7);
    expect(await find({ q: named?.jobId ?? '' })).toHaveLength(1);
    expect(await find({ q: '100%' })).toEqual([]);
  });

  test('a row names the account and the robot', async () => {
    const [row] = await find({ workerId: 'robot-07' });
    expect(row).toMatchObject({ userName: 'Admin User', workerId: 'robot-07' });
  });

  test('pages follow one another under the same filter, none twice', async () => {
    const query = { q: 'test flow', limit: '3' };
    const first = await plane.use(listJobs, { token: ana.token, query });
    const second = await plane.use(listJobs, { token: ana.token, query: { ...query, cursor: first.nextCursor ?? '' } });
    const third = await plane.use(listJobs, { token: ana.token, query: { ...query, cursor: second.nextCursor ?? '' } });
    const ids = [first, second, third].flatMap(({ items }) => items.map(({ jobId }) => jobId));
    expect(new Set(ids).size).toBe(7);
    expect(third.nextCursor).toBeNull();
  });

  test('control characters are refused by name', async () => {
    const answer = await plane.call('GET', '/api/jobs?q=%00', { token: ana.token });
    expect(answer.problem().errors?.[0]?.field).toBe('q');
  });
});

describe('causes', () => {
  test('are counted for each portal, most first', async () => {
    const { items } = await plane.use(listJobCauses, { token: ana.token });
    expect(items.map(({ code, provider, count }) => [code, provider, count])).toEqual([
      ['element_not_found', 'cargill', 2],
      ['worker_lost', 'cargill', 1],
      ['page_timeout', 'practica', 1],
    ]);
  });

  test('keep to the same filter as the list', async () => {
    const from = new Date(Date.now() - 15 * 60_000).toISOString();
    const { items } = await plane.use(listJobCauses, { token: ana.token, query: { status: 'failed', from } });
    expect(items.map(({ code, count }) => [code, count])).toEqual([
      ['element_not_found', 1],
      ['page_timeout', 1],
    ]);
  });

  test("R32 are the own organisation's alone", async () => {
    const { items } = await plane.use(listJobCauses, { token: beto.token });
    expect(items.map(({ code }) => code)).toEqual(['disk_full']);
  });
});

describe('what is usual', () => {
  test('is the middle of the completed ones; too few of them say nothing', async () => {
    const rows = await find({});
    expect(new Set(rows.map(({ usualMs }) => usualMs))).toEqual(new Set([6000]));
    expect(await plane.use(getJob, { token: ana.token, params: { id: rows[0]?.jobId ?? '' } })).toMatchObject({
      usualMs: 6000,
    });
    const theirs = await plane.use(listJobs, { token: beto.token });
    expect(theirs.items[0]?.usualMs).toBeNull();
  });

  test('stands with the last ten results in the list of flows, oldest first', async () => {
    const { items } = await plane.use(listFlows, { token: ana.token });
    expect(items[0]).toMatchObject({ usualMs: 6000, inputCount: 0, hasDraft: false, createdByName: 'Admin User' });
    expect(items[0]?.results.map(({ status }) => status)).toEqual([
      'completed',
      'completed',
      'failed',
      'completed',
      'failed',
      'needs_review',
      'failed',
    ]);
    const flow = await plane.use(getFlow, { token: ana.token, params: { id: ana.flowId } });
    expect(flow.results).toEqual(items[0]?.results);
    expect(flow.version.createdByName).toBe('Admin User');
  });

  test('of more than ten only the last ten', async () => {
    const eva = await readyUser(plane);
    for (let index = 0; index < 12; index += 1) {
      await record(eva, { status: index < 2 ? 'failed' : 'completed', minutesAgo: 30 - index });
    }
    const { items } = await plane.use(listFlows, { token: eva.token });
    expect(items[0]?.results.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 'completed'));
  });
});
