import type { Redis } from 'ioredis';
import type { Heartbeat } from '@sri/shared/model/worker.ts';
import { HEARTBEAT_TTL_SECONDS, type RedisKeys } from '@sri/shared/protocol/redis-keys.ts';

export interface HeartbeatWriter {
  /** Writes now, besides the rhythm; resolves when written or when Redis is away. */
  beat: () => Promise<void>;
  stop(): Promise<void>;
}

const EVERY_MS = 5000;

/** Writes `sri:worker:{ID}:heartbeat` every 5 s and whenever asked. For display only (R29): a failure changes nothing. */
export function startHeartbeat(redis: Redis, keys: RedisKeys, read: () => Omit<Heartbeat, 'at'>): HeartbeatWriter {
  const write = async (): Promise<void> => {
    const state = read();
    const text = JSON.stringify({ ...state, at: Date.now() } satisfies Heartbeat);
    await redis.set(keys.heartbeat(state.workerId), text, 'EX', HEARTBEAT_TTL_SECONDS).catch(() => undefined);
  };
  const timer = setInterval(() => void write(), EVERY_MS);
  return {
    beat: write,
    stop: async () => {
      clearInterval(timer);
      await redis.del(keys.heartbeat(read().workerId)).catch(() => undefined);
    },
  };
}
