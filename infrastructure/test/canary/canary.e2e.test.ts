import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sealedSessionSchema } from '@sri/shared/model/session.ts';
import { deriveKey, KEY_PURPOSES } from '@sri/shared/node/keys.ts';
import { connectS3 } from '@sri/shared/node/s3.ts';
import { redisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { ROOT } from '../../local/config.ts';
import { makeHome, startLocalStack, type LocalStack } from '../stack/local-stack.ts';
import { canaryOf, canaryOfKey, canaryValue, hitsIn, type Canary, type Hit } from './canary.ts';
import { runCanaryJobs } from './canary-jobs.ts';
import { usePeopleSecrets } from './canary-people.ts';
import { saveCanarySession } from './canary-session.ts';
import { createListener, type Listener } from './heard-answers.ts';
import type { JobParts } from './job-parts.ts';
import { readEverything } from './read-everything.ts';
import { modeOf, searchFiles } from './search-files.ts';
import { searchPostgres } from './search-postgres.ts';
import { searchRedis } from './search-redis.ts';
import { searchStore } from './search-store.ts';

const home = makeHome();
const SECRETS = ['SCRIPT_SIGNING_SECRET', 'JWT_SECRET', 'SESSION_ENCRYPTION_KEY', 'DEMO_PASSWORD', 'S3_SECRET_KEY'];

/** The only places where a secret may lie in clear, each with what it is there for. */
const PROPER: Record<string, { why: string; canaries: string[] }> = {
  'secrets.env': { why: "the installation's own, from one start to the next", canaries: ['WORKER_S3_SECRET_KEY'] },
  'stack.env': { why: 'for whoever uses this installation', canaries: ['DEMO_PASSWORD', 'S3_SECRET_KEY'] },
  'worker.env': {
    why: 'for one more worker that is started by hand',
    canaries: ['SCRIPT_SIGNING_SECRET', 'SESSION_ENCRYPTION_KEY', 'WORKER_S3_SECRET_KEY'],
  },
  'logs/launcher.log': { why: 'what npm start shows: the login of the demo', canaries: ['DEMO_PASSWORD'] },
};

let stack: LocalStack;
let redis: Redis;
let s3: S3Client;
let listener: Listener;
let parts: JobParts;
let jobIds: string[];
let usedSince: number;
const canaries: Canary[] = [];

/** The installation's secrets, and every key that is made out of one (but for the public name of a key). */
function markInstallation(secrets: Record<string, string>): void {
  const kept = parseEnv(readFileSync(join(home, 'secrets.env'), 'utf8'));
  for (const [name, value = ''] of Object.entries({ ...kept, ...secrets })) canaries.push(canaryOf(name, value));
  for (const purpose of KEY_PURPOSES.filter((one) => one !== 'key-id')) {
    for (const name of SECRETS.slice(0, 3)) {
      canaries.push(canaryOfKey(`${purpose} key of ${name}`, deriveKey(secrets[name] ?? '', purpose)));
    }
  }
}

beforeAll(async () => {
  const secrets = Object.fromEntries(SECRETS.map((name) => [name, canaryValue(name.toLowerCase())]));
  stack = await startLocalStack(home, { ...secrets, SRI_OPEN: 'no' });
  usedSince = Date.now();
  markInstallation(secrets);
  redis = new Redis(stack.env.REDIS_URL);
  const { S3_ENDPOINT: endpoint, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey } = stack.env;
  s3 = connectS3({ endpoint, accessKey, secretKey });
  listener = createListener(stack.env.API_URL);

  const people = await usePeopleSecrets(listener);
  parts = { listener, apiUrl: stack.env.API_URL, portalUrl: stack.env.PORTAL_URL, token: people.token };
  canaries.push(...people.canaries);
  const runs = await runCanaryJobs(parts, async (providerId) => {
    canaries.push(...(await saveCanarySession(parts, providerId)));
  });
  canaries.push(...runs.canaries);
  jobIds = runs.jobIds;
});
afterAll(async () => {
  redis?.disconnect();
  s3?.destroy();
  await stack?.stop();
  rmSync(home, { recursive: true, force: true });
});

async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: stack.env.DATABASE_ADMIN_URL });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

const names = (hits: readonly Hit[]): string[] => [...new Set(hits.map(({ canary }) => canary))];

test('R39 R42 R50 the secrets were used: people got in, one execution was completed, one failed', async () => {
  const jobs = [];
  for (const id of jobIds) jobs.push((await listener.ask('GET', `/api/jobs/${id}`, { token: parts.token })).body);
  expect(jobs).toMatchObject([
    { status: 'completed', steps: [{}, {}, {}, { type: 'askCode', status: 'passed' }, {}, {}] },
    { status: 'failed', error: { code: 'element_ambiguous' }, steps: [{}, { status: 'failed' }, {}] },
  ]);
  expect(canaries.length).toBeGreaterThan(40);
});

test('R50 no answer, event, picture or metric says one', async () => {
  await readEverything(parts, jobIds);
  const { heard } = listener;
  for (const kind of [
    'answer 200',
    'answer 4',
    'answer 200 of GET /metrics',
    'events',
    'live message',
    'live picture',
  ]) {
    expect([kind, heard.some(({ place }) => place.startsWith(kind))]).toEqual([kind, true]);
  }
  expect(heard.flatMap(({ place, text }) => hitsIn(place, text, canaries))).toEqual([]);
});

test('R50 no object in S3 holds one', async () => {
  const { hits, objects } = await searchStore(s3, canaries);
  for (const id of jobIds) {
    for (const name of ['execution.log', 'result.json', 'network.json', 'manifest.json']) {
      expect(objects.some((object) => object.endsWith(`${id}/${name}`))).toBe(true);
    }
  }
  expect(hits).toEqual([]);
});

test('R42 R50 no key of Redis holds one; sessions are sealed', async () => {
  const { hits, keys } = await searchRedis(redis, canaries);
  for (const id of jobIds) expect(keys).toContain(redisKeys().jobEvents(id));
  expect(hits).toEqual([]);
  const sessions = keys.filter((key) => key.startsWith('sri:sessions:'));
  expect(sessions.length).toBeGreaterThan(0);
  for (const key of sessions)
    expect(sealedSessionSchema.safeParse(JSON.parse((await redis.get(key)) ?? '')).success).toBe(true);
});

test('R37 R39 R50 no row of Postgres holds one; passwords are argon2id, tokens are hashes', async () => {
  const { hits, rows } = await searchPostgres(stack.env.DATABASE_ADMIN_URL, canaries);
  const used = [
    'users',
    'api_keys',
    'refresh_tokens',
    'invitations',
    'audit_log',
    'jobs',
    'job_steps',
    'flow_versions',
  ];
  for (const name of used) expect([name, rows[`public.${name}`]]).not.toEqual([name, 0]);
  expect(hits).toEqual([]);
  const { rows: kept } = await asAdmin((admin) =>
    admin.query<{ password: string; hash: string }>(
      `select password_hash as password, '' as hash from users union all select '', key_hash from api_keys
       union all select '', token_hash from refresh_tokens union all select '', token_hash from invitations`,
    ),
  );
  const isHash = ({ password, hash }: { password: string; hash: string }): boolean =>
    password === '' ? /^[0-9a-f]{64}$/.test(hash) : /^\$argon2id\$v=19\$m=\d{5,},/.test(password);
  expect(kept.filter((row) => !isHash(row))).toEqual([]);
});

/** What initdb wrote was there before anybody had a secret. */
const old = (path: string, modifiedAt: number): boolean => path.startsWith('postgres/') && modifiedAt < usedSince;
/** The supplier's side, which knows who is logged in there. */
const suppliers = (path: string): boolean => path.startsWith('portal/');

test('R42 R50 no file holds one - logs, AOF and RDB, WAL and tables, spools - but where it belongs', async () => {
  await redis.config('SET', 'rdbcompression', 'no');
  await redis.save();
  await asAdmin((admin) => admin.query('checkpoint'));

  const { hits, files } = searchFiles(home, canaries, (path, modifiedAt) => old(path, modifiedAt) || suppliers(path));
  for (const wanted of [
    /^logs\/server\.log$/,
    /^logs\/worker-1\.log$/,
    /\.aof$/,
    /\.rdb$/,
    /pg_wal\//,
    /^postgres\/.*base\//,
  ]) {
    expect([wanted, files.some((path) => wanted.test(path))]).toEqual([wanted, true]);
  }
  expect(hits.filter(({ place }) => !(place in PROPER))).toEqual([]);
  for (const [file, { canaries: proper }] of Object.entries(PROPER)) {
    expect([file, names(hits.filter(({ place }) => place === file)).toSorted()]).toEqual([file, proper.toSorted()]);
    expect([file, modeOf(join(home, file))]).toEqual([file, '600']);
  }
  // What workers write outside the installation's folder.
  for (const folder of [join(ROOT, 'worker', 'logs'), join(tmpdir(), 'sri-worker')]) {
    expect(searchFiles(folder, canaries, () => false).hits).toEqual([]);
  }
});

test('the search finds what is there: one canary put into every place', async () => {
  const planted = canaryValue('planted', true);
  const one = canaryOf('planted', planted);
  const found = expect.arrayContaining([expect.objectContaining({ canary: 'planted' })]) as Hit[];
  await redis.xadd('sri:plantado', '*', 'event', JSON.stringify({ message: planted }));
  expect((await searchRedis(redis, [one])).hits).toEqual(found);
  const Body = Buffer.from(`.${Buffer.from(`:${planted}`).toString('base64')}`);
  await s3.send(new PutObjectCommand({ Bucket: 'sri-results', Key: 'results/plantado', Body }));
  expect((await searchStore(s3, [one])).hits).toEqual(found);
  await asAdmin(async (admin) => {
    await admin.query('create table plantado as select $1::jsonb as value', [JSON.stringify({ planted })]);
    await admin.query('checkpoint');
  });
  expect((await searchPostgres(stack.env.DATABASE_ADMIN_URL, [one])).hits).toEqual(found);
  await redis.save();
  const { hits } = searchFiles(home, [one], old);
  for (const place of [/^postgres\/.*(pg_wal|base)/, /\.rdb$/, /\.aof$/, /^s3\//]) {
    expect([place, hits.some((hit) => place.test(hit.place))]).toEqual([place, true]);
  }
});
