import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sealSecret } from '@sri/shared/node/secret-seal.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { createWorkerKit, type WorkerKit } from '../test/worker-kit.ts';
import type { StartedWorker } from '../test/worker-process.ts';

const KEY = 'the session key of these tests, long enough!';
const CANARY = 'Canario-5530-ñ';

let kit: WorkerKit;
let worker: StartedWorker;
let site: Server;
let url: string;
const received: string[] = [];

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyFor(request);
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(`<!doctype html><title>Portal</title>${body}`);
}

/** A form that shows what it was sent, as careless portals do. */
async function bodyFor(request: IncomingMessage): Promise<string> {
  if (request.method !== 'POST')
    return '<form method="post"><input id="pin" name="pin"><button id="entrar">Entrar</button></form>';
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const pin = new URLSearchParams(Buffer.concat(chunks).toString()).get('pin') ?? '';
  received.push(pin);
  return `<h1>Hola ${pin}</h1>`;
}

beforeAll(async () => {
  site = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  kit = await createWorkerKit();
  await kit.setSession();
  worker = await kit.startWorker({ SESSION_ENCRYPTION_KEY: KEY });
});
afterAll(async () => {
  await kit?.close();
  site?.closeAllConnections();
  site?.close();
});

const give = (name: string, of = { orgId: kit.orgId, name }) =>
  kit.redis.hset(kit.keys.orgSecrets(kit.orgId), name, sealSecret(CANARY, of, { current: KEY }));
const steps = (secret: string): object[] => [
  { type: 'navigate', url },
  { type: 'fillSecret', target: '#pin', secret },
  { type: 'click', target: '#entrar' },
  { type: 'assert', target: 'h1', text: 'otra cosa', timeoutMs: 300 },
];

test('R50 a secret reaches the portal, and nothing that is kept says it', async () => {
  await give('clave');
  const { jobId } = await kit.put(steps('clave'));
  const { outcome } = await kit.ended(jobId);
  expect(received).toEqual([CANARY]);
  expect(outcome).toMatchObject({ status: 'failed', error: { code: 'assertion_failed' } });
  const names = await waitFor('the results', async () => {
    const all = await kit.objects(jobId);
    return all.includes('manifest.json') && all;
  });
  const texts = await Promise.all(
    names.filter((name) => /\.(log|json|csv)$/.test(name)).map((name) => kit.object(jobId, name)),
  );
  const events = JSON.stringify(await kit.redis.xrange(kit.keys.jobEvents(jobId), '-', '+'));
  const kept = [JSON.stringify(outcome), ...texts, events, ...worker.said(jobId)];
  expect(kept.join('\n')).toContain('Hola •••');
  for (const text of kept) expect(text).not.toContain('Canario-5530');
});

test('one that Redis has not got back yet is waited for', async () => {
  const { jobId } = await kit.put(steps('tarde'));
  await waitFor('the script to be verified', () => worker.said(jobId).includes('✓ Signature verified'));
  await give('tarde');
  expect((await kit.ended(jobId)).outcome).toMatchObject({ error: { code: 'assertion_failed' } });
});

test('one that is not there, or was made for another name, fails the step that needs it', async () => {
  await give('mudada', { orgId: kit.orgId, name: 'clave' });
  for (const name of ['nadie', 'mudada']) {
    const { jobId } = await kit.put(steps(name));
    expect((await kit.ended(jobId)).outcome).toMatchObject({
      status: 'failed',
      error: { code: 'secret_missing', stepId: 's2' },
    });
  }
});
