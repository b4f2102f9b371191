import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { SESSION_TTL_SECONDS, sessionSchema, type Session } from '@sri/shared/model/session.ts';
import { openSession, sealSession } from '@sri/shared/node/session-seal.ts';
import { createWorkerKit, type WorkerKit } from '../test/worker-kit.ts';

vi.setConfig({ testTimeout: 120_000 });

const KEY = 'the session key of these tests, long enough!';

let kit: WorkerKit;
let server: Server;
let url: string;
/** The only pass that the portal takes: it hands out another one with each page. */
let pass = 1;
/** What is done while the page `/espera` is waited for. */
let meanwhile: () => Promise<unknown> = () => Promise.resolve();

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (path === '/fija') return response.end('<p id="quien">Agro del Sur</p>');
    if (!(request.headers.cookie ?? '').includes(`pase=${pass}.`)) {
      return response.end('<h1>Ingreso</h1><input type="password">');
    }
    pass += path === '/termina' ? 100 : 1;
    if (path === '/termina') return response.end();
    response.setHeader('set-cookie', [`pase=${pass}.; Path=/; HttpOnly`, 'ajena=1; Path=/; Domain=otro.example']);
    const token = `<script>localStorage.setItem('vale', '${pass}')</script>`;
    const page = `<p id="quien">Agro del Sur</p>${token}`;
    if (path === '/espera') return void meanwhile().then(() => response.end(page));
    return response.end(page);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  kit = await createWorkerKit();
  await kit.startWorker({ SESSION_ENCRYPTION_KEY: KEY });
});
afterAll(async () => {
  await kit?.close();
  server?.closeAllConnections();
  server?.close();
});

const key = (): string => kit.keys.session(kit.orgId, kit.userId, 'practica');
const owner = () => ({ orgId: kit.orgId, userId: kit.userId, provider: 'practica' });
const sessionOf = (change: Partial<Session> = {}): Session => ({
  cookies: [{ name: 'pase', value: `${pass}.`, domain: '127.0.0.1', httpOnly: true }],
  connectedAt: 1_706_292_000_000,
  origins: [{ origin: url, localStorage: [{ name: 'vale', value: 'viejo' }] }],
  marker: { element: '#quien', pageUrl: `${url}/inicio` },
  sessionVersion: 7,
  ...change,
});
async function stored(): Promise<Session> {
  const opened = openSession((await kit.redis.get(key())) ?? '', owner(), {
    keys: { current: KEY },
    acceptPlain: true,
  });
  if (opened.kind === 'unusable') throw new Error(opened.reason);
  return opened.session;
}
const passOf = ({ cookies }: Session): string | undefined => cookies.find(({ name }) => name === 'pase')?.value;

/** Runs a flow that opens these pages; returns the outcome. */
async function visit(...paths: string[]) {
  const steps = paths.map((path) => ({ type: 'navigate', url: `${url}${path}` }));
  const { jobId } = await kit.put(steps, { envelope: { provider: 'practica' } });
  return (await kit.ended(jobId)).outcome;
}

beforeEach(async () => {
  await kit.redis.set(key(), JSON.stringify(sealSession(sessionOf(), owner(), KEY)), 'EX', 1000);
});

test('what the portal makes of a session is there for the next run, sealed, the same version with a new lifetime', async () => {
  expect(await visit('/inicio', '/inicio')).toMatchObject({ status: 'completed', sessionRefreshed: true });
  const text = (await kit.redis.get(key())) ?? '';
  expect(text).not.toContain(`${pass}.`);
  const now = await stored();
  expect(passOf(now)).toBe(`${pass}.`);
  expect(now).toMatchObject({ sessionVersion: 7, marker: { element: '#quien' }, connectedAt: 1_706_292_000_000 });
  expect(now.origins?.[0]?.localStorage).toEqual([{ name: 'vale', value: String(pass) }]);
  expect(now.cookies.map(({ domain }) => domain)).toEqual(['127.0.0.1']);
  expect(await kit.redis.ttl(key())).toBeGreaterThan(SESSION_TTL_SECONDS - 60);
  expect(await visit('/inicio')).toMatchObject({ status: 'completed', sessionRefreshed: true });
});

test('one that was written by hand stays readable', async () => {
  await kit.redis.set(key(), JSON.stringify(sessionOf()));
  expect(await visit('/inicio')).toMatchObject({ sessionRefreshed: true });
  expect(passOf(sessionSchema.parse(JSON.parse((await kit.redis.get(key())) ?? '')))).toBe(`${pass}.`);
});

test.each([
  ['no mark proves that it is still logged in', { marker: undefined }, ['/inicio']],
  ['nothing of it changed', {}, ['/fija']],
])('it stays as it was where %s', async (_what, change, paths) => {
  const before = JSON.stringify(sealSession(sessionOf({ ...change, origins: [] }), owner(), KEY));
  await kit.redis.set(key(), before);
  const outcome = await visit(...paths);
  expect(outcome).toMatchObject({ status: 'completed' });
  expect(outcome).not.toHaveProperty('sessionRefreshed');
  expect(await kit.redis.get(key())).toBe(before);
});

test('it stays as it was where the portal has ended it by then', async () => {
  const before = await kit.redis.get(key());
  const { jobId } = await kit.put(
    [
      { type: 'navigate', url: `${url}/inicio` },
      { type: 'evaluate', expression: `fetch('/termina').then(() => void (document.body.innerHTML = ''))` },
    ],
    { envelope: { provider: 'practica' } },
  );
  const { outcome } = await kit.ended(jobId);
  expect(outcome).toMatchObject({ status: 'completed' });
  expect(outcome).not.toHaveProperty('sessionRefreshed');
  expect(await kit.redis.get(key())).toBe(before);
});

test('a session that somebody captured meanwhile is never overwritten', async () => {
  const newer = JSON.stringify(sealSession(sessionOf({ sessionVersion: 8 }), owner(), KEY));
  meanwhile = () => kit.redis.set(key(), newer);
  const outcome = await visit('/inicio', '/espera');
  expect(outcome).toMatchObject({ status: 'completed' });
  expect(outcome).not.toHaveProperty('sessionRefreshed');
  expect(await kit.redis.get(key())).toBe(newer);
});
