import { join } from 'node:path';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { connectS3 } from '@sri/shared/node/s3.ts';
import { expect, onTestFinished, test } from 'vitest';
import { ensureBuckets } from './buckets.ts';
import { checkPostgres, checkRedis, withoutPassword } from './external-services.ts';
import { freePort } from './ports.ts';
import { startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';
import { EVERYTHING } from './s3/auth/rights.ts';
import { startS3Server } from './s3/s3-server.ts';
import { temporaryFolder } from './test/part-spec.ts';

const USER = { accessKey: 'minioadmin', secretKey: 'minioadmin', allow: [EVERYTHING] };

test("the user's own Postgres is used if it lets us in, else the error names variable and server, not the password", async () => {
  const dir = temporaryFolder();
  const port = await freePort();
  const options = { dir: join(dir, 'pg'), port, logFile: join(dir, 'pg.log'), durable: false, password: 'hidden-one' };
  const server = await startPostgres(options);
  onTestFinished(() => server.stop());
  await expect(checkPostgres(server.url)).resolves.toBeUndefined();
  const refusal = await checkPostgres(server.url.replace('hidden-one', 'wrong-one')).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    code: 'database_unavailable',
    hint: expect.stringContaining('DATABASE_ADMIN_URL') as unknown,
  });
  expect(String(refusal)).toContain(`127.0.0.1:${port}`);
  expect(String(refusal)).not.toContain('wrong-one');
});

test("the user's own Redis is used if it answers", async () => {
  const dir = temporaryFolder();
  const server = await startRedis({ dir, port: await freePort(), logFile: join(dir, 'redis.log') });
  await expect(checkRedis(server.url)).resolves.toBeUndefined();
  await server.stop();
  await expect(checkRedis(server.url)).rejects.toMatchObject({
    code: 'redis_unavailable',
    message: expect.stringContaining('ECONNREFUSED') as unknown,
    hint: expect.stringContaining('REDIS_URL') as unknown,
  });
});

test('the buckets are made once, with keys that are let in', async () => {
  const server = await startS3Server({ host: '127.0.0.1', port: 0, dataDir: temporaryFolder(), users: [USER] });
  onTestFinished(() => server.close());
  const access = { endpoint: server.endpoint, accessKey: USER.accessKey, secretKey: USER.secretKey };
  await ensureBuckets(access);
  await ensureBuckets(access);
  const { Buckets = [] } = await connectS3(access).send(new ListBucketsCommand({}));
  expect(new Set(Buckets.map(({ Name }) => Name))).toEqual(new Set(['sri-scripts', 'sri-results']));
  await expect(ensureBuckets({ ...access, secretKey: 'not-this-one' })).rejects.toMatchObject({
    code: 'storage_unavailable',
    hint: expect.stringContaining('S3_SECRET_KEY') as unknown,
  });
});

test('a store that does not answer is told by its address', async () => {
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  await expect(ensureBuckets({ endpoint, accessKey: 'a', secretKey: 'b' })).rejects.toMatchObject({
    code: 'storage_unavailable',
    message: expect.stringContaining(endpoint) as unknown,
  });
});

test.each([
  ['postgres://sri:secret@db/x', 'postgres://sri:***@db/x'],
  ['redis://:secret@cache:6379', 'redis://:***@cache:6379'],
  ['redis://cache', 'redis://cache'],
])('%s is shown as %s', (url, shown) => {
  expect(withoutPassword(url)).toBe(shown);
});
