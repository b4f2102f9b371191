import { Redis } from 'ioredis';
import { heartbeatSchema } from '@sri/shared/model/worker.ts';
import { redisKeys } from '@sri/shared/protocol/redis-keys.ts';

/** A probe that is content once the worker of this id and of this process has written its heartbeat. */
export function workerProbe(redisUrl: string, workerId: string): (signal: AbortSignal, pid: number) => Promise<void> {
  return async (_signal, pid) => {
    const redis = new Redis(redisUrl, {
      lazyConnect: true,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
      commandTimeout: 2000,
    });
    redis.on('error', () => {
      // The command below tells.
    });
    try {
      await redis.connect();
      const text = await redis.get(redisKeys().heartbeat(workerId));
      if (text === null) throw new Error('no heartbeat yet');
      if (heartbeatSchema.parse(JSON.parse(text)).pid !== pid)
        throw new Error('the heartbeat is that of an earlier one');
    } finally {
      redis.disconnect();
    }
  };
}
