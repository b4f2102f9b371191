import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Heartbeat } from '@sri/shared/model/worker.ts';
import { newId } from '@sri/shared/model/ids.ts';
import { listWorkers } from '@sri/shared/protocol/api/workers.ts';
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
  expect(text).toContain('sri_jobs_ended_total{status="completed"} 1');
  expect(text).toMatch(/sri_http_request_seconds_count\{method="POST",route="\/api\/run",status="202"\} 2/);
  expect(text).toContain('sri_outbox_rows');
});

test('in production metrics want the token, but from the same machine', async () => {
  const production = await plane.startPlane({
    SRI_ENV: 'production',
    HOST: '127.0.0.1',
    SESSION_ENCRYPTION_KEY: 'a session key of the tests, long enough',
    METRICS_TOKEN: 'the token of the metrics',
  });
  const ask = async (headers: Record<string, string>): Promise<number> => {
    const answer = await fetch(`${production.url}/metrics`, { headers });
    await answer.text();
    return answer.status;
  };
  const throughProxy = { 'x-forwarded-for': '203.0.113.9' };
  expect(await ask({})).toBe(200);
  expect(await ask(throughProxy)).toBe(403);
  expect(await ask({ ...throughProxy, authorization: 'Bearer the token of the metrics' })).toBe(200);
  expect(await ask({ ...throughProxy, authorization: 'Bearer the token of the Metrics' })).toBe(403);
  await production.stop();
});
