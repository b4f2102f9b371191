import { once } from 'node:events';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestRedis, type TestRedis } from '../test/redis-server.ts';
import { createLogger } from './logger.ts';
import { connectRedis } from './redis.ts';

let server: TestRedis;
beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server.stop());

const log = createLogger({ name: 'test', level: 'silent' });

test('commands of one turn go out in one write, those that follow on answers too, all in their order', async () => {
  const redis = connectRedis({ url: server.url, name: 'test', log });
  await once(redis, 'ready');
  const writes = [vi.spyOn(redis.stream, '_write'), vi.spyOn(redis.stream, '_writev')];
  await Promise.all(
    Array.from({ length: 100 }, async (_, index) => {
      await redis.rpush('list', index);
      await redis.incr('count');
    }),
  );
  const sent = writes.reduce((sum, { mock }) => sum + mock.calls.length, 0);
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThan(20);
  expect(await redis.lrange('list', 0, -1)).toEqual(Array.from({ length: 100 }, (_, index) => String(index)));
  expect(await redis.get('count')).toBe('100');
  redis.disconnect();
});

test('a pipeline and a transaction do as before', async () => {
  const redis = connectRedis({ url: server.url, name: 'test', log });
  await once(redis, 'ready');
  expect(await redis.pipeline().set('a', '1').get('a').exec()).toEqual([
    [null, 'OK'],
    [null, '1'],
  ]);
  expect(await redis.multi().incr('a').incr('a').exec()).toEqual([
    [null, 2],
    [null, 3],
  ]);
  redis.disconnect();
});
