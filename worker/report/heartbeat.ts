import type { Redis } from 'ioredis';
import type { Heartbeat } from '@sri/shared/model/worker.ts';
import { DRAIN_TTL_SECONDS, HEARTBEAT_TTL_SECONDS, type RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import type { Load } from './measure-load.ts';

export interface HeartbeatWriter {
  /** Writes now, besides the rhythm; resolves when written or when Redis is away. */
  beat: () => Promise<void>;
  /** Somebody asked this worker to take nothing new. As of the last beat. */
  drained: () => boolean;
  stop(): Promise<void>;
}

export interface HeartbeatOptions {
  redis: Redis;
  keys: RedisKeys;
  workerId: string;
  read: () => Omit<Heartbeat, 'at' | 'workerId' | 'drained' | keyof Load>;
  measure: () => Load;
  /** A drain was asked for, or taken back. */
  onDrained: (drained: boolean) => void;
}

const EVERY_MS = 5000;

/** What the heartbeat shows of a load. */
function withoutBrowser({ browserBytes: _inMetrics, ...load }: Load): Load {
  return load;
}

/**
 * Writes `sri:worker:{ID}:heartbeat` every 5 s and whenever asked, and reads at the same time whether the worker is to
 * be drained. For display only (R29): a failure changes nothing.
 */
export function startHeartbeat(options: HeartbeatOptions): HeartbeatWriter {
  const { redis, keys, workerId, onDrained } = options;
  let drained = false;

  async function write(): Promise<void> {
    const wanted = await redis.expire(keys.drain(workerId), DRAIN_TTL_SECONDS);
    const before = drained;
    drained = wanted === 1;
    const state = options.read();
    const beat: Heartbeat = {
      ...state,
      workerId,
      ...withoutBrowser(options.measure()),
      ...(drained ? { drained, state: 'draining' } : {}),
      at: Date.now(),
    };
    await redis.set(keys.heartbeat(workerId), JSON.stringify(beat), 'EX', HEARTBEAT_TTL_SECONDS);
    if (drained !== before) onDrained(drained);
  }
  let stopped = false;
  let writing: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  /** One write at a time; whoever asks meanwhile gets the one after it, with the state as it then is. */
  function beat(): Promise<void> {
    if (stopped) return Promise.resolve();
    if (writing === undefined) {
      writing = write()
        .catch(() => undefined)
        .finally(() => (writing = undefined));
      return writing;
    }
    next ??= writing.then(() => {
      next = undefined;
      return beat();
    });
    return next;
  }

  const timer = setInterval(() => void beat(), EVERY_MS);
  return {
    beat,
    drained: () => drained,
    stop: async () => {
      clearInterval(timer);
      stopped = true;
      await writing;
      // Who is started again after a drain is meant to work again.
      await redis.del(keys.heartbeat(workerId)).catch(() => undefined);
      await redis.del(keys.drain(workerId)).catch(() => undefined);
    },
  };
}
