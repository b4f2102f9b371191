import { once } from 'node:events';
import { afterEach, beforeAll, afterAll, expect, test } from 'vitest';
import pg from 'pg';
import { WebSocket } from 'ws';
import { LIVE_CLOSE } from '@sri/shared/protocol/api/live.ts';
import { startTestRedis, type TestRedis } from '@sri/shared/test/redis-server.ts';
import { freePort } from '../infrastructure/local/ports.ts';
import { waitFor } from '../infrastructure/test/wait-for.ts';
import { createApiClient } from './test/api-client.ts';
import { createTestPlane, type TestPlane } from './test/plane.ts';
import { CARGILL, readyUser } from './test/ready-flow.ts';
import { readSse } from './test/read-sse.ts';
import { startServerProcess, type ServerProcess } from './test/server-process.ts';

const running = new Set<ServerProcess>();
const servers: TestRedis[] = [];
let plane: TestPlane;

beforeAll(async () => {
  plane = await createTestPlane();
  // It only serves to set things up: what runs by itself is the business of the processes under test.
  await plane.plane?.background.stop();
});
afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  running.clear();
  await Promise.all(servers.splice(0).map((redis) => redis.stop()));
});
afterAll(() => plane?.close());

async function startRedis(settings: readonly string[] = []): Promise<TestRedis> {
  const redis = await startTestRedis(settings);
  servers.push(redis);
  return redis;
}

/** The control plane as a process of its own, over the parts of the test. */
async function startMain(more: Record<string, string> = {}): Promise<ServerProcess> {
  const port = String(await freePort());
  const server = startServerProcess({ ...plane.env, PORT: port, LOG_LEVEL: 'info', ...more });
  running.add(server);
  return server;
}

const alive = (url: string): Promise<boolean> =>
  fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );

test('R2 killed right after the commit of POST /run: the next control plane queues the job, once', async () => {
  const redis = await startRedis();
  const user = await readyUser(plane);
  await redis.kill();
  const env = { REDIS_URL: redis.url };
  const first = await startMain(env);
  await first.listening();
  const run = await createApiClient(first.url).call('POST', '/api/run', {
    token: user.token,
    body: { providerId: CARGILL },
  });
  expect(run.status).toBe(202);
  first.child.kill('SIGKILL');
  await first.exited;
  await redis.restart();
  const second = await startMain(env);
  await second.listening();
  const connection = redis.connect();
  const list = await waitFor('the job in the list', async () => {
    const elements = await connection.lrange(plane.keys.orgJobs(user.orgId), 0, -1);
    return elements.length > 0 && elements;
  });
  expect(list.map((text) => (JSON.parse(text) as { jobId: string }).jobId)).toEqual([
    (run.body as { jobId: string }).jobId,
  ]);
  second.child.kill('SIGTERM');
  expect(await second.exited).toBe(0);
});

test('R13 R14 it starts while nothing is there, says so, and refuses nothing that works', async () => {
  const nowhere = `127.0.0.1:${await freePort()}`;
  const server = await startMain({
    DATABASE_URL: `postgres://sri_api:sri_api@${nowhere}/sri`,
    DATABASE_RELAY_URL: `postgres://sri_relay:sri_relay@${nowhere}/sri`,
    REDIS_URL: `redis://${nowhere}`,
    S3_ENDPOINT: `http://${nowhere}`,
  });
  await server.listening();
  const client = createApiClient(server.url);
  expect((await client.call('GET', '/health')).status).toBe(200);
  const ready = await client.call('GET', '/ready');
  expect([ready.status, ready.body]).toMatchObject([
    503,
    { ready: false, postgres: { ok: false }, redis: { ok: false }, s3: { ok: false } },
  ]);
  expect((await client.call('GET', '/api/providers')).problem().code).toBe('database_unavailable');
  server.child.kill('SIGTERM');
  expect(await server.exited).toBe(0);
});

test('a schema that is behind: it does not start and says what to do', async () => {
  const admin = new pg.Client({ connectionString: plane.database.adminUrl });
  await admin.connect();
  const name = `${plane.database.name}_empty`;
  await admin.query(`create database ${name}`);
  const at = (url: string): string => {
    const address = new URL(url);
    address.pathname = `/${name}`;
    return address.href;
  };
  const server = await startMain({
    DATABASE_URL: at(plane.env['DATABASE_URL'] ?? ''),
    DATABASE_RELAY_URL: at(plane.env['DATABASE_RELAY_URL'] ?? ''),
  });
  expect(await server.exited).toBe(1);
  expect(server.output()).toContain('run npm run migration:run');
  await admin.query(`drop database ${name} with (force)`);
  await admin.end();
});

test('R17 production refuses a Redis that would lose jobs; development is warned', async () => {
  const redis = await startRedis(['--maxmemory-policy', 'allkeys-lru', '--appendonly', 'no']);
  const secrets = {
    SESSION_ENCRYPTION_KEY: 'a session key of the tests, long enough',
    SRI_ENV: 'production',
    HOST: '127.0.0.1',
  };
  const refused = await startMain({ REDIS_URL: redis.url, ...secrets });
  expect(await refused.exited).toBe(1);
  expect(refused.output()).toMatch(/noeviction.*appendonly/s);
  const warned = await startMain({ REDIS_URL: redis.url });
  await warned.listening();
  expect(warned.output()).toContain('Redis may lose jobs');
  warned.child.kill('SIGTERM');
  expect(await warned.exited).toBe(0);
});

test('R23 SIGTERM: who watches is sent away, what is under way ends, and it exits 0', async () => {
  const user = await readyUser(plane);
  const server = await startMain();
  await server.listening();
  const run = await createApiClient(server.url).call('POST', '/api/run', {
    token: user.token,
    body: { providerId: CARGILL },
  });
  const { jobId } = run.body as { jobId: string };
  const headers = { authorization: `Bearer ${user.token}` };
  const stream = await readSse(`${server.url}/api/jobs/${jobId}/events`, headers);
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/live`, { headers });
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'message');
  server.child.kill('SIGTERM');
  expect(await server.exited).toBe(0);
  await stream.ended;
  expect(await closed).toBe(LIVE_CLOSE.goingAway);
  expect(await alive(server.url)).toBe(false);
});

test('a port that is taken is told, and it exits 1', async () => {
  const port = new URL(plane.url).port;
  const server = await startMain({ PORT: port });
  expect(await server.exited).toBe(1);
  expect(server.output()).toContain('EADDRINUSE');
});
