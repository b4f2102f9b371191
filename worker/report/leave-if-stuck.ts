import { Redis } from 'ioredis';
import type { Logger } from '@sri/shared/node/logger.ts';

/** Leaves the process (1) where a fresh connection to Redis answers while the worker's own has not for long (R15): a supervisor starts it anew. */
export async function leaveIfStuck(redisUrl: string, log: Logger): Promise<void> {
  const fresh = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: 3000,
    maxRetriesPerRequest: 0,
    retryStrategy: null,
  });
  fresh.on('error', () => undefined);
  try {
    await fresh.connect();
    await fresh.ping();
  } catch {
    return;
  } finally {
    fresh.disconnect();
  }
  log.fatal('Redis answers a fresh connection, but not this worker: leaving, to be started anew');
  process.exit(1);
}
