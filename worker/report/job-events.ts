import type { Redis } from 'ioredis';
import type { JobEvent } from '@sri/shared/model/live-event.ts';
import { EVENT_FIELD } from '@sri/shared/protocol/job-stream.ts';
import { EVENTS_MAX_LENGTH, EVENTS_TTL_SECONDS, type RedisKeys } from '@sri/shared/protocol/redis-keys.ts';

/** What happens in one execution, for whoever watches. Never waits for Redis; while it is away the newest events are kept. */
export interface JobEvents {
  tell(event: JobEvent): void;
  /** Sends what is left, once. */
  close(): Promise<void>;
}

const EVERY_MS = 40;
const KEPT = 5000;

export function createJobEvents(redis: Redis, keys: RedisKeys, jobId: string): JobEvents {
  const stream = keys.jobEvents(jobId);
  let waiting: JobEvent[] = [];
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> = Promise.resolve();

  async function send(): Promise<void> {
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    const pipeline = redis.pipeline();
    for (const event of batch) {
      pipeline.xadd(stream, 'MAXLEN', '~', EVENTS_MAX_LENGTH, '*', EVENT_FIELD, JSON.stringify(event));
    }
    pipeline.expire(stream, EVENTS_TTL_SECONDS);
    try {
      await pipeline.exec();
    } catch {
      waiting = [...batch, ...waiting].slice(-KEPT);
    }
  }

  const later = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      sending = sending.then(send);
    }, EVERY_MS);
  };
  return {
    tell: (event) => {
      waiting.push(event);
      if (waiting.length > KEPT) waiting.shift();
      later();
    },
    close: async () => {
      clearTimeout(timer);
      await sending;
      await send();
    },
  };
}
