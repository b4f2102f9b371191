import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobEvent } from '@sri/shared/model/live-event.ts';
import { manifestSchema } from '@sri/shared/model/manifest.ts';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import { manifestHolds, manifestKey } from '@sri/shared/node/manifest-signature.ts';
import { parseStreamFields } from '@sri/shared/protocol/job-stream.ts';
import { accountOf } from '@sri/shared/queue/queue-contract.ts';
import { createWorkerKit, SECRET, type WorkerKit } from '../test/worker-kit.ts';
import type { StartedWorker } from '../test/worker-process.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';

let kit: WorkerKit;
let worker: StartedWorker;
let site: Server;
let url: string;
const cookies: string[] = [];

beforeAll(async () => {
  site = createServer((request, response) => {
    cookies.push(request.headers.cookie ?? '');
    if (request.url === '/bucle') {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end('<!doctype html><title>Bucle</title><script>for (;;);</script>');
      return;
    }
    if (request.url === '/privado') {
      response.writeHead(302, { location: '/entrar' }).end();
      return;
    }
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

test('what happens is told live: status, steps in order, every line of the log', async () => {
  const { jobId } = await kit.put(steps());
  await kit.ended(jobId);
  await waitFor('the last line', () => worker.said(jobId).includes('✅ Job completed'));
  const entries = await kit.redis.xrange(kit.keys.jobEvents(jobId), '-', '+');
  const events = entries.map(([, fields]) => parseStreamFields(fields));
  expect(events).not.toContain(null);
  const told = (type: JobEvent['type']): JobEvent[] =>
    events.filter((event) => event !== null).filter((event) => event.type === type);
  expect(told('status')).toMatchObject([{ status: 'running' }]);
  expect(
    told('step').flatMap((event) => (event.type === 'step' ? [`${event.step.type} ${event.step.status}`] : [])),
  ).toEqual(['navigate running', 'navigate passed', 'screenshot running', 'screenshot passed']);
  expect(told('log').map((event) => (event.type === 'log' ? event.message : ''))).toEqual(
    expect.arrayContaining(['📦 Processing job', '📤 Uploading results to S3']),
  );
  expect(await kit.redis.ttl(kit.keys.jobEvents(jobId))).toBeGreaterThan(0);
});

test('R50 a cookie’s value is in no log, event or result, also where an error quotes it', async () => {
  const { jobId } = await kit.put([
    { type: 'navigate', url },
    { type: 'click', target: '#canary-cookie-value', timeoutMs: 500 },
  ]);
  expect((await kit.ended(jobId)).outcome).toMatchObject({ status: 'failed', error: { code: 'element_not_found' } });
  await waitFor('the names', async () => (await kit.objects(jobId)).includes('manifest.json'));
  const texts = await Promise.all(
    ['execution.log', 'result.json', 'manifest.json'].map((name) => kit.object(jobId, name)),
  );
  const events = await kit.redis.xrange(kit.keys.jobEvents(jobId), '-', '+');
  const ended = JSON.stringify(await kit.ended(jobId));
  expect(
    [...texts, JSON.stringify(events), ended, ...worker.said()].filter((text) => text.includes('canary-cookie-value')),
  ).toEqual([]);
});

test('a run that ends on the login page holds the account, bound to the session that met it', async () => {
  const { jobId } = await kit.put([{ type: 'navigate', url: `${url}privado` }], {
    envelope: { portal: { loginUrl: `${url}entrar`, domains: [] } },
  });
  const end = await kit.ended(jobId);
  const stored = (await kit.redis.get(kit.keys.session(kit.orgId, kit.userId, 'practica'))) ?? '';
  expect(end.outcome).toMatchObject({
    status: 'needs_login',
    heldSession: sha256Hex(stored),
    error: { code: 'login_required' },
  });
  const account = accountOf(kit.userId, 'practica');
  expect(await kit.queue.heldAccounts(kit.orgId)).toEqual({ [account]: sha256Hex(stored) });
  await kit.queue.release(kit.orgId, account);
});

test('the manifest holds the hash and size of every object, and is signed', async () => {
  const { jobId } = await kit.put(steps());
  const end = await kit.ended(jobId);
  const text = await waitFor('the manifest', () => kit.object(jobId, 'manifest.json').catch(() => undefined));
  const manifest = manifestSchema.parse(JSON.parse(text));
  expect(manifest).toMatchObject({ jobId, attempt: '1.1', status: 'completed' });
  expect(Object.keys(manifest.objects).toSorted()).toEqual(['execution.log', 'result.json', 'screenshot-0.png']);
  const hashes = Object.entries(manifest.objects).map(([name, { sha256 }]) => [name, sha256]);
  expect(end.outcome?.objects).toEqual({ ...Object.fromEntries(hashes), 'manifest.json': sha256Hex(text) });
  expect(manifestHolds(manifest, [manifestKey(SECRET).publicKey])).toBe(true);
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

test('R22 a page that never gives its turn back costs its run the limit, and the next job runs', async () => {
  const stuck = await kit.put([{ type: 'navigate', url: `${url}bucle`, timeoutMs: 60_000 }], {
    envelope: { timeoutMs: 2000 },
  });
  const end = await kit.ended(stuck.jobId);
  expect(end.cause ?? end.outcome?.error?.code).toBe('run_limit');
  const { jobId } = await kit.put(steps());
  expect(await kit.ended(jobId)).toMatchObject({ lastWorker: worker.id, outcome: { status: 'completed' } });
});
