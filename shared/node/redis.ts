import type { Redis } from 'ioredis';
import { CorkedRedis } from './corked-redis.ts';
import type { Logger } from './logger.ts';

export interface ConnectRedisOptions {
  url: string;
  name: string;
  log: Logger;
  /** For a connection that only subscribes: it waits for Redis rather than failing commands. */
  subscriber?: boolean;
}

/**
 * A Redis connection with our options: reconnects for ever with a short delay, every command fails after 5 s rather
 * than hang (R14, R15), nothing is queued while Redis is away unless it subscribes.
 */
export function connectRedis({ url, name, log, subscriber = false }: ConnectRedisOptions): Redis {
  const redis = new CorkedRedis(url, {
    connectionName: name,
    connectTimeout: 5000,
    // A connection that is dead without a word (no RST) is closed and made anew, not only its commands failed (R15).
    socketTimeout: 6000,
    maxRetriesPerRequest: subscriber ? null : 1,
    enableOfflineQueue: subscriber,
    autoResubscribe: true,
    retryStrategy: (attempt: number) => Math.min(1000, attempt * 100),
    ...(subscriber ? {} : { commandTimeout: 5000 }),
  });
  let down = false;
  redis.on('error', (error: Error) => {
    if (!down) log.warn({ err: { message: error.message } }, `redis connection "${name}" is down, trying again`);
    down = true;
  });
  redis.on('ready', () => {
    if (down) log.info(`redis connection "${name}" is back`);
    down = false;
  });
  return redis;
}
