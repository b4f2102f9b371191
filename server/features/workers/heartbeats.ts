import type { Redis } from 'ioredis';
import { AppError } from '@sri/shared/errors.ts';
import { heartbeatSchema, type Heartbeat } from '@sri/shared/model/worker.ts';
import { HEARTBEAT_TTL_SECONDS, type RedisKeys } from '@sri/shared/protocol/redis-keys.ts';

/** A worker as Redis knows it now. */
export interface LivingWorker extends Heartbeat {
  /** Age of its last sign of life in ms. */
  silentMs: number;
  drainWanted: boolean;
}

/** A heartbeat key as text; null for what is none, whoever wrote it. */
function parseHeartbeat(text: string | null): Heartbeat | null {
  try {
    return heartbeatSchema.safeParse(JSON.parse(text ?? '')).data ?? null;
  } catch {
    return null;
  }
}

export function workersUnknown(cause: unknown): AppError {
  return new AppError('redis_unavailable', 'The workers cannot be asked for now.', {
    hint: 'Try again in a few seconds; if it lasts, look at /ready.',
    cause,
    retryAfterSeconds: 5,
  });
}

async function heartbeatKeys(redis: Redis, keys: RedisKeys): Promise<string[]> {
  const names = new Set<string>();
  const scan = redis.scanStream({ match: keys.heartbeatPattern, count: 500 }) as AsyncIterable<string[]>;
  for await (const found of scan) for (const name of found) names.add(name);
  return [...names];
}

/** The heartbeats of all workers, by id. Looks through the keys in small steps, never all at once. */
export async function readHeartbeats(redis: Redis, keys: RedisKeys): Promise<Heartbeat[]> {
  try {
    const names = await heartbeatKeys(redis, keys);
    if (names.length === 0) return [];
    const texts = await redis.mget(names);
    return texts
      .map(parseHeartbeat)
      .filter((beat) => beat !== null)
      .toSorted((a, b) => a.workerId.localeCompare(b.workerId));
  } catch (cause) {
    throw workersUnknown(cause);
  }
}

/** The workers with what Redis says besides: how long each was silent (by the key's lifetime) and who is to be drained. */
export async function readLivingWorkers(redis: Redis, keys: RedisKeys): Promise<LivingWorker[]> {
  const beats = await readHeartbeats(redis, keys);
  try {
    return await Promise.all(
      beats.map(async (beat) => {
        const [left, drain] = await Promise.all([
          redis.pttl(keys.heartbeat(beat.workerId)),
          redis.exists(keys.drain(beat.workerId)),
        ]);
        const silentMs = Math.max(0, HEARTBEAT_TTL_SECONDS * 1000 - Math.max(0, left));
        return { ...beat, silentMs, drainWanted: drain === 1 };
      }),
    );
  } catch (cause) {
    throw workersUnknown(cause);
  }
}
