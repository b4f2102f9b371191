import type { Redis } from 'ioredis';
import type { WorkerMetrics } from '@sri/shared/model/worker-metrics.ts';
import { METRICS_TTL_SECONDS, type RedisKeys } from '@sri/shared/protocol/redis-keys.ts';

const EVERY_MS = 10_000;

export interface PublishOptions {
  redis: Redis;
  keys: RedisKeys;
  workerId: string;
  read: () => Omit<WorkerMetrics, 'workerId'>;
}

/** Puts what this worker counted where the control plane finds it, every 10 s. Returns how to stop; what is there ends by itself. */
export function publishMetrics({ redis, keys, workerId, read }: PublishOptions): () => void {
  const write = (): void => {
    const metrics: WorkerMetrics = { workerId, ...read() };
    // While Redis is away nothing is lost: the next write has all of it.
    redis.set(keys.workerMetrics(workerId), JSON.stringify(metrics), 'EX', METRICS_TTL_SECONDS).catch(() => undefined);
  };
  const timer = setInterval(write, EVERY_MS);
  return () => clearInterval(timer);
}
