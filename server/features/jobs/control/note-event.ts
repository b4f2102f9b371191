import type { Redis } from 'ioredis';
import type { JobEvent } from '@sri/shared/model/live-event.ts';
import { EVENT_FIELD } from '@sri/shared/protocol/job-stream.ts';
import { EVENTS_MAX_LENGTH, EVENTS_TTL_SECONDS, type RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { orUnavailable } from '@sri/shared/queue/ring.ts';

/** Writes what a person did into an execution's stream, for whoever watches. Throws `redis_unavailable`. */
export function createNoteEvent(redis: Redis, keys: RedisKeys): (jobId: string, event: JobEvent) => Promise<void> {
  return async (jobId, event) => {
    const stream = keys.jobEvents(jobId);
    await orUnavailable(redis.xadd(stream, 'MAXLEN', '~', EVENTS_MAX_LENGTH, '*', EVENT_FIELD, JSON.stringify(event)));
    await orUnavailable(redis.expire(stream, EVENTS_TTL_SECONDS));
  };
}
