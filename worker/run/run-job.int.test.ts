import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorkerKit, type StartedWorker, type WorkerKit } from '../test/worker-kit.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';

let kit: WorkerKit;
let worker: StartedWorker;
let site: Server;
let url: string;
const cookies: string[] = [];

beforeAll(async () => {
  site = createServer((request, response) => {
    cookies.push(request.headers.cookie ?? '');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><title>Portal</title><h1>Hola</h1>');
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  kit = await createWorkerKit();
  await kit.setSession();
  worker = await kit.startWorker();
});

afterAll(async () => {
  await kit?.close();
  site?.closeAllConnections();
  site?.close();
});

const steps = (): object[] => [{ type: 'navigate', url }, { type: 'screenshot' }];

test('a job is carried out with its session, and its results lie under the documented names', async () => {
  const { jobId } = await kit.put(steps());
  const end = await kit.ended(jobId);
  expect(end).toMatchObject({ by: 'worker', fence: { gen: 1, att: 1 }, outcome: { status: 'completed' } });
  expect(cookies).toContain('session=canary-cookie-value');
  const names = await waitFor('the documented names', async () => {
    const all = await kit.objects(jobId);
    return all.includes('manifest.json') && all.includes('screenshot-0.png') && all;
  });
  expect(names).toEqual(expect.arrayContaining(['execution.log', 'result.json', 'attempts/1.1/execution.log']));
  const wanted = [
    '📦 Processing job',
    '✓ Hash verified',
    '✓ Signature verified',
    '✓ Session loaded',
    '▶ Executing script',
    '📤 Uploading results to S3',
  ];
  const log = await kit.object(jobId, 'execution.log');
  const places = wanted.map((line) => log.indexOf(line));
  expect(places.every((place, index) => place >= 0 && place >= (places[index - 1] ?? 0))).toBe(true);
  expect(log).not.toContain('canary');
  await waitFor('the last line', () => worker.said(jobId).includes('✅ Job completed'));
  expect(
    worker.said(jobId).filter((line) => [...wanted, '✓ Results uploaded to S3', '✅ Job completed'].includes(line)),
  ).toEqual([...wanted, '✓ Results uploaded to S3', '✅ Job completed']);
});

test('the manifest holds the hash of every object', async () => {
  const { jobId } = await kit.put(steps());
  const end = await kit.ended(jobId);
  const manifest = JSON.parse(
    await waitFor('the manifest', () => kit.object(jobId, 'manifest.json').catch(() => undefined)),
  ) as {
    objects: Record<string, string>;
  };
  expect(Object.keys(manifest.objects).toSorted()).toEqual(['execution.log', 'result.json', 'screenshot-0.png']);
  expect(end.outcome?.objects).toMatchObject(manifest.objects);
});

test('R44 a script that was changed in S3', async () => {
  const { jobId } = await kit.put(steps(), { script: (bytes) => bytes.replace('screenshot', 'screenshoT') });
  expect((await kit.ended(jobId)).outcome).toMatchObject({
    status: 'failed',
    error: { code: 'script_integrity', message: 'Script integrity check failed' },
  });
});

test('R44 a signature that does not fit, and a script of another flow', async () => {
  const forged = await kit.put(steps(), { envelope: { scriptSignature: '0'.repeat(64) } });
  expect((await kit.ended(forged.jobId)).outcome?.error?.message).toBe('Script signature verification failed');
  const other = await kit.put(steps(), { envelope: { version: '2.0.0' } });
  expect((await kit.ended(other.jobId)).outcome?.error?.message).toBe('Script signature verification failed');
});

test('R45 an envelope with a ticket that does not fit is refused', async () => {
  const { jobId } = await kit.put(steps(), {
    envelope: { ticket: { expires: Date.now() + 60_000, mac: 'a'.repeat(64) } },
  });
  expect((await kit.ended(jobId)).outcome).toMatchObject({ status: 'failed', error: { code: 'job_ticket' } });
});

test.each(['no json', '{"cookies":7,"connectedAt":1}', '{}'])(
  'a garbled session is "Session not found": %s',
  async (value) => {
    await kit.setSession(value);
    const { jobId } = await kit.put(steps());
    expect((await kit.ended(jobId)).outcome).toMatchObject({
      status: 'failed',
      error: { code: 'session_not_found', message: 'Session not found' },
    });
    await kit.setSession();
  },
);

test('without a session it is "Session not found", at once and not tried again', async () => {
  await kit.redis.del(kit.keys.session(kit.orgId, kit.userId, 'practica'));
  const { jobId } = await kit.put(steps());
  const end = await kit.ended(jobId);
  expect(end).toMatchObject({ fence: { att: 1 }, outcome: { error: { message: 'Session not found' } } });
  const log = await waitFor('its log', () => kit.object(jobId, 'execution.log').catch(() => undefined));
  expect(log).toContain('Session not found');
  await kit.setSession();
});

test('R21 cancel stops the browser', async () => {
  const { jobId } = await kit.put([
    { type: 'navigate', url },
    { type: 'waitFor', target: '#nunca', timeoutMs: 60_000 },
  ]);
  await waitFor('the run to wait', () => worker.said(jobId).includes('▶ Executing script'));
  expect(await kit.queue.cancel(kit.orgId, jobId, 1)).toBe('asked');
  await kit.redis.publish(kit.keys.jobControl(jobId), '{"type":"cancel"}');
  expect((await kit.ended(jobId)).outcome?.status ?? 'cancelled').toBe('cancelled');
});

test('R22 a run that passes its limit ends as run_limit', async () => {
  const { jobId } = await kit.put(
    [
      { type: 'navigate', url },
      { type: 'waitFor', target: '#nunca', timeoutMs: 60_000 },
    ],
    {
      envelope: { timeoutMs: 1500 },
    },
  );
  const end = await kit.ended(jobId);
  expect(end.cause ?? end.outcome?.error?.code).toBe('run_limit');
});
