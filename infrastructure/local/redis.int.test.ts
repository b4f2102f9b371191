import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from './ports.ts';
import { startRedis, type RedisOptions } from './redis.ts';
import { temporaryFolder } from './test/part-spec.ts';

async function optionsIn(folder: string): Promise<RedisOptions> {
  return { dir: join(folder, 'redis'), port: await freePort(), logFile: join(folder, 'redis.log') };
}

async function command(url: string, name: string, ...args: string[]): Promise<unknown> {
  const redis = new Redis(url, { maxRetriesPerRequest: 0 });
  try {
    return await redis.call(name, ...args);
  } finally {
    redis.disconnect();
  }
}

test('R17 the append-only file is on, nothing is evicted, and it is Redis 7 or newer on loopback alone', async () => {
  const server = await startRedis(await optionsIn(temporaryFolder()));
  onTestFinished(() => server.stop());
  const setting = async (name: string): Promise<unknown> =>
    ((await command(server.url, 'CONFIG', 'GET', name)) as string[])[1];
  expect(await setting('appendonly')).toBe('yes');
  expect(await setting('appendfsync')).toBe('everysec');
  expect(await setting('maxmemory-policy')).toBe('noeviction');
  expect(await setting('bind')).toBe('127.0.0.1');
  const info = String(await command(server.url, 'INFO', 'server'));
  expect(Number(/redis_version:(\d+)/.exec(info)?.[1])).toBeGreaterThanOrEqual(7);
  expect(await command(server.url, 'EVAL', '#!lua flags=allow-oom\nreturn 7', '0')).toBe(7);
});

test('R14 what was acknowledged is there again after a stop', async () => {
  const options = await optionsIn(temporaryFolder());
  const first = await startRedis(options);
  onTestFinished(() => first.stop({ force: true }));
  await command(first.url, 'SET', 'sri:kept', 'yes');
  await first.stop();
  const second = await startRedis(options);
  onTestFinished(() => second.stop());
  expect(await command(second.url, 'GET', 'sri:kept')).toBe('yes');
});

test('R14 what the file holds is there again after kill -9', async () => {
  const options = { ...(await optionsIn(temporaryFolder())), settings: { appendfsync: 'always' } };
  const first = await startRedis(options);
  await command(first.url, 'SET', 'sri:kept', 'yes');
  process.kill(first.pid, 'SIGKILL');
  await first.ended;
  const second = await startRedis(options);
  onTestFinished(() => second.stop());
  expect(await command(second.url, 'GET', 'sri:kept')).toBe('yes');
});

test('a busy port ends in an error that names the log', async () => {
  const options = await optionsIn(temporaryFolder());
  const first = await startRedis(options);
  onTestFinished(() => first.stop());
  const other = await optionsIn(temporaryFolder());
  await expect(startRedis({ ...other, port: options.port, settings: { bind: '127.0.0.1' } })).rejects.toMatchObject({
    code: 'part_failed',
    hint: expect.stringContaining('Address already in use') as unknown,
  });
});
