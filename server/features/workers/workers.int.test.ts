import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Heartbeat } from '@sri/shared/model/worker.ts';
import type { WorkerMetrics } from '@sri/shared/model/worker-metrics.ts';
import { newId } from '@sri/shared/model/ids.ts';
import { drainWorker, listWorkers, resumeWorker } from '@sri/shared/protocol/api/workers.ts';
import { waitFor } from '../../../infrastructure/test/wait-for.ts';
import { createFakeWorker } from '../../test/fake-worker.ts';
import { createTestPlane, type TestPlane } from '../../test/plane.ts';
import { readyUser, startJob, type ReadyUser } from '../../test/ready-flow.ts';
import { jobIs } from '../../test/watch-jobs.ts';

let plane: TestPlane;
let user: ReadyUser;

beforeAll(async () => {
  plane = await createTestPlane();
  user = await readyUser(plane);
});
afterAll(() => plane?.close());

const beat = (workerId: string, running: string[]): Heartbeat => ({
  workerId,
  host: 'h',
  pid: 1,
  version: '0.1.0',
  startedAt: 1,
  at: 2,
  capacity: 2,
  running,
  done: 3,
  failed: 0,
  browser: 'chromium',
  image: '',
  state: running.length > 0 ? 'busy' : 'idle',
});
const write = (workerId: string, text: string) => plane.redis.set(plane.keys.heartbeat(workerId), text, 'EX', 30);

test('R29 workers are listed from their heartbeats; of what they run, one’s own is named', async () => {
  const jobId = await startJob(plane, user);
  await write('worker-2', JSON.stringify(beat('worker-2', [])));
  await write('worker-1', JSON.stringify(beat('worker-1', [jobId, newId(), 'by hand'])));
  await write('worker-3', 'not a heartbeat');
  const { items } = await plane.use(listWorkers, { token: user.token });
  expect(items.map(({ workerId, running, runningTotal, state }) => [workerId, running, runningTotal, state])).toEqual([
    ['worker-1', [jobId], 3, 'busy'],
    ['worker-2', [], 0, 'idle'],
  ]);
  expect((await plane.call('GET', '/api/workers')).status).toBe(401);
  await plane.redis.del(plane.keys.heartbeat('worker-1'));
  expect((await plane.use(listWorkers, { token: user.token })).items.map(({ workerId }) => workerId)).toEqual([
    'worker-2',
  ]);
});

test('R29 silence is told by the clock of Redis, waiting work of one’s own organisation', async () => {
  await plane.redis.set(plane.keys.heartbeat('worker-4'), JSON.stringify(beat('worker-4', [])), 'EX', 12);
  const other = await plane.registerOrg();
  const [mine, theirs] = [
    await plane.use(listWorkers, { token: user.token }),
    await plane.use(listWorkers, { token: other.token }),
  ];
  const silent = mine.items.find(({ workerId }) => workerId === 'worker-4')?.silentMs ?? 0;
  expect(silent).toBeGreaterThanOrEqual(18_000);
  expect(silent).toBeLessThan(30_000);
  const waiting = async () => (await plane.use(listWorkers, { token: user.token })).waiting;
  await waitFor('the execution to be in the queue', async () => (await waiting()).count === 1);
  expect((await waiting()).oldestMs).toBeGreaterThanOrEqual(0);
  expect(theirs.waiting).toEqual({ count: 0, oldestMs: null });
  await plane.redis.del(plane.keys.heartbeat('worker-4'));
});

describe('R40 draining', () => {
  const post = async (token: string, act: string, workerId = 'worker-2', url = plane.url): Promise<number> => {
    const answer = await fetch(`${url}/api/workers/${workerId}/${act}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    await answer.text();
    return answer.status;
  };

  test('with several organisations no admin may, but the one of the organisation that runs the installation', async () => {
    expect((await plane.use(listWorkers, { token: user.token })).mayDrain).toBe('shared');
    const refused = await plane.call('POST', '/api/workers/worker-2/drain', { token: user.token });
    expect(refused.problem()).toMatchObject({ status: 403, code: 'workers_shared' });
    const operator = await plane.startPlane({ OPERATOR_ORG_ID: user.orgId });
    const other = await plane.registerOrg();
    expect([
      await post(other.token, 'drain', 'worker-2', operator.url),
      await post(user.token, 'drain', 'worker-2', operator.url),
      await post(user.token, 'drain', 'nobody', operator.url),
    ]).toEqual([403, 204, 404]);
    const wanted = async () =>
      (await plane.use(listWorkers, { token: user.token })).items.find(({ workerId }) => workerId === 'worker-2')
        ?.drainWanted;
    expect(await wanted()).toBe(true);
    expect(await post(user.token, 'resume', 'worker-2', operator.url)).toBe(204);
    expect(await wanted()).toBe(false);
    const actions = (await plane.call('GET', '/api/audit', { token: user.token })).text;
    expect(actions).toContain('worker.drained');
    expect(actions).toContain('worker.resumed');
    await operator.stop();
  });

  test('where there is one organisation its admin may, and nobody else of it', async () => {
    const alone = await createTestPlane();
    const admin = await alone.registerOrg();
    const reader = await alone.addMember(admin, 'operator');
    await alone.redis.set(alone.keys.heartbeat('w'), JSON.stringify(beat('w', [])), 'EX', 30);
    const may = async (token: string) => (await alone.use(listWorkers, { token })).mayDrain;
    expect([await may(admin.token), await may(reader.token)]).toEqual(['yes', 'role']);
    await alone.use(drainWorker, { token: admin.token, params: { workerId: 'w' } });
    await alone.use(resumeWorker, { token: admin.token, params: { workerId: 'w' } });
    expect((await alone.call('POST', '/api/workers/w/drain', { token: reader.token })).status).toBe(403);
    await alone.close();
  });
});

test('R27 metrics tell depth and age of each queue, ends by status, requests by route', async () => {
  const worker = createFakeWorker(plane.queue, plane.s3);
  const first = await worker.runNext(user.orgId);
  await jobIs(plane, user, first.jobId, 'completed');
  await startJob(plane, user);
  const text = await waitFor('the metrics', async () => {
    const answer = await plane.call('GET', '/metrics');
    return answer.text.includes(`sri_queue_jobs{org="${user.orgId}"} 1`) && answer.text;
  });
  expect(text).toMatch(new RegExp(`sri_queue_oldest_seconds\\{org="${user.orgId}"\\} \\d`));
  expect(text).toContain('sri_jobs_ended_total{status="completed",cause="none"} 1');
  expect(text).toContain('sri_sessions{status="active"} 1');
  expect(text).toContain('sri_rls_denials_total 0');
  expect(text).toMatch(/sri_http_request_seconds_count\{method="POST",route="\/api\/run",status="202"\} 2/);
  expect(text).toContain('sri_outbox_rows');

  // Nobody takes it: the list stays as long as it is, its age grows.
  const oldest = new RegExp(`sri_queue_oldest_seconds\\{org="${user.orgId}"\\} ([\\d.]+)`);
  const before = Number(oldest.exec(text)?.[1]);
  await waitFor('its age to grow', async () => {
    const later = await plane.call('GET', '/metrics');
    return Number(oldest.exec(later.text)?.[1]) > before && later.text.includes(`{org="${user.orgId}"} 1`);
  });
});

test('what workers counted is told by the control plane; of a text that is not as agreed, nothing', async () => {
  const good: WorkerMetrics = {
    workerId: 'w-1',
    jobs: [{ status: 'failed', cause: 'page_timeout', count: 2 }],
    steps: [{ type: 'click', status: 'passed', count: 3, seconds: 1.5, within: [1, 1, 3, 3, 3, 3, 3] }],
    leasesLost: 1,
    browserBytes: 400,
    running: 1,
    capacity: 2,
  };
  const told: Record<string, unknown> = {
    'w-1': good,
    'w-2': {
      ...good,
      workerId: 'w-2',
      jobs: [{ status: 'x"} 1\nsri_rls_denials_total{a="', cause: 'none', count: 1 }],
    },
    // Speaks for another one.
    'w-3': good,
  };
  for (const [id, metrics] of Object.entries(told)) {
    await write(id, JSON.stringify(beat(id, [])));
    await plane.redis.set(plane.keys.workerMetrics(id), JSON.stringify(metrics), 'EX', 60);
  }
  const { text, headers } = await plane.call('GET', '/metrics/workers');
  expect(headers.get('content-type')).toContain('text/plain');
  expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([
    'sri_worker_jobs_total{worker="w-1",status="failed",cause="page_timeout"} 2',
    ...[0.1, 0.3, 1, 3, 10, 30, 120].map(
      (le, at) =>
        `sri_worker_step_seconds_bucket{worker="w-1",type="click",status="passed",le="${le}"} ${at < 2 ? 1 : 3}`,
    ),
    'sri_worker_step_seconds_bucket{worker="w-1",type="click",status="passed",le="+Inf"} 3',
    'sri_worker_step_seconds_sum{worker="w-1",type="click",status="passed"} 1.5',
    'sri_worker_step_seconds_count{worker="w-1",type="click",status="passed"} 3',
    'sri_worker_leases_lost_total{worker="w-1"} 1',
    'sri_worker_browser_bytes{worker="w-1"} 400',
    'sri_worker_running{worker="w-1"} 1',
    'sri_worker_capacity{worker="w-1"} 2',
  ]);
});

test('in production metrics want the token, but from the same machine', async () => {
  const production = await plane.startPlane({
    SRI_ENV: 'production',
    HOST: '127.0.0.1',
    SESSION_ENCRYPTION_KEY: 'a session key of the tests, long enough',
    METRICS_TOKEN: 'the token of the metrics',
  });
  const ask = async (headers: Record<string, string>): Promise<number> => {
    const answers = await Promise.all(
      ['/metrics', '/metrics/workers'].map((path) => fetch(production.url + path, { headers })),
    );
    const statuses = new Set(answers.map(({ status }) => status));
    expect(statuses.size).toBe(1);
    return answers[0]?.status ?? 0;
  };
  const throughProxy = { 'x-forwarded-for': '203.0.113.9' };
  expect(await ask({})).toBe(200);
  expect(await ask(throughProxy)).toBe(403);
  expect(await ask({ ...throughProxy, authorization: 'Bearer the token of the metrics' })).toBe(200);
  expect(await ask({ ...throughProxy, authorization: 'Bearer the token of the Metrics' })).toBe(403);
  await production.stop();
});
