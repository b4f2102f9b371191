import type { Redis } from 'ioredis';
import type { Logger } from '@sri/shared/node/logger.ts';

const KEPT_SECONDS = 24 * 3600;
const MOST_IN_MEMORY = 10_000;

export interface Failures {
  count: number;
  /** ms since the epoch. */
  lastAt: number;
}

export interface FailureCounter {
  read(key: string): Promise<Failures>;
  add(key: string): Promise<void>;
  clear(key: string): Promise<void>;
  /** Counts one more in a window of that many seconds, and says how many there are. */
  inWindow(key: string, seconds: number): Promise<number>;
}

/** Counts in Redis; while Redis is away, in this process, so that guessing is never free. */
export function createFailureCounter(redis: Redis, log: Logger, now: () => number): FailureCounter {
  const memory = new Map<string, Failures & { until: number }>();
  let warned = false;

  const either = async <T>(shared: () => Promise<T>, own: () => T): Promise<T> => {
    try {
      const result = await shared();
      warned = false;
      return result;
    } catch (error) {
      if (!warned) log.warn({ err: error }, 'redis is away: wrong passwords are counted in this process');
      warned = true;
      return own();
    }
  };
  const remembered = (key: string): (Failures & { until: number }) | undefined => {
    const entry = memory.get(key);
    return entry !== undefined && entry.until > now() ? entry : undefined;
  };
  const remember = (key: string, seconds: number): number => {
    const before = remembered(key);
    const count = (before?.count ?? 0) + 1;
    memory.delete(key);
    memory.set(key, { count, lastAt: now(), until: now() + seconds * 1000 });
    if (memory.size > MOST_IN_MEMORY) for (const oldest of memory.keys()) if (memory.delete(oldest)) break;
    return count;
  };

  return {
    read: (key) =>
      either(
        async () => {
          const [count, lastAt] = await redis.hmget(key, 'count', 'lastAt');
          const shared = { count: Number(count ?? 0), lastAt: Number(lastAt ?? 0) };
          const own = remembered(key);
          return own !== undefined && own.count > shared.count ? own : shared;
        },
        () => remembered(key) ?? { count: 0, lastAt: 0 },
      ),
    add: (key) =>
      either(
        async () => {
          await redis.multi().hincrby(key, 'count', 1).hset(key, 'lastAt', now()).expire(key, KEPT_SECONDS).exec();
        },
        () => void remember(key, KEPT_SECONDS),
      ),
    clear: async (key) => {
      memory.delete(key);
      await either(
        async () => void (await redis.del(key)),
        () => undefined,
      );
    },
    inWindow: (key, seconds) =>
      either(
        async () => {
          const count = await redis.incr(key);
          if (count === 1) await redis.expire(key, seconds);
          return count;
        },
        () => remember(key, seconds),
      ),
  };
}
