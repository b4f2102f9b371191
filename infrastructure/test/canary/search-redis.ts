import type { Redis } from 'ioredis';
import { hitsIn, type Canary, type Hit } from './canary.ts';

async function valueOf(redis: Redis, key: string): Promise<Buffer[]> {
  const kind = await redis.type(key);
  if (kind === 'string') return [(await redis.getBuffer(key)) ?? Buffer.alloc(0)];
  if (kind === 'hash')
    return Object.entries(await redis.hgetallBuffer(key)).flatMap(([name, value]) => [Buffer.from(name), value]);
  if (kind === 'list') return redis.lrangeBuffer(key, 0, -1);
  if (kind === 'set') return redis.smembersBuffer(key);
  if (kind === 'zset') return redis.zrangeBuffer(key, '0', '-1');
  if (kind === 'stream') return [Buffer.from(JSON.stringify(await redis.xrange(key, '-', '+')))];
  return [];
}

/** Looks through all keys and their values. */
export async function searchRedis(redis: Redis, canaries: readonly Canary[]): Promise<{ hits: Hit[]; keys: string[] }> {
  const keys: string[] = [];
  for await (const found of redis.scanStream({ count: 500 }) as AsyncIterable<string[]>) keys.push(...found);
  const hits: Hit[] = [];
  for (const key of keys) {
    const content = Buffer.concat([Buffer.from(`${key}\n`), ...(await valueOf(redis, key))]);
    hits.push(...hitsIn(`redis ${key}`, content, canaries));
  }
  return { hits, keys };
}
