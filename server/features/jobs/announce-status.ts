import type { Redis } from 'ioredis';
import type { JobError } from '@sri/shared/errors.ts';
import type { JobStatus } from '@sri/shared/model/job.ts';
import type { DoneMessage, JobEvent } from '@sri/shared/model/live-event.ts';
import { EVENT_FIELD } from '@sri/shared/protocol/job-stream.ts';
import { EVENTS_MAX_LENGTH, EVENTS_TTL_SECONDS, type RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { resultPrefix } from '@sri/shared/protocol/s3-keys.ts';
import type { Fence, Queue } from '@sri/shared/queue/queue-contract.ts';
import { orUnavailable } from '@sri/shared/queue/ring.ts';

export interface Announcement {
  orgId: string;
  jobId: string;
  userId: string;
  provider: string;
  fence: Fence;
  status: JobStatus;
  error?: JobError | null | undefined;
  /** When it ended, ms since the epoch; for a status that ends nothing, now. */
  at: number;
}

/** Tells Redis of a status that is committed: key, then stream, then the `done` channel (guide). Throws `redis_unavailable`. */
export type Announce = (news: Announcement) => Promise<void>;

const IN_QUEUE = new Set<JobStatus>(['queued', 'running', 'needs_person']);

/** An older status than the one that is shown is not announced at all (R28). */
export function createAnnounce(redis: Redis, keys: RedisKeys, queue: Pick<Queue, 'showStatus'>): Announce {
  async function append(jobId: string, event: JobEvent): Promise<void> {
    const stream = keys.jobEvents(jobId);
    await orUnavailable(redis.xadd(stream, 'MAXLEN', '~', EVENTS_MAX_LENGTH, '*', EVENT_FIELD, JSON.stringify(event)));
    await orUnavailable(redis.expire(stream, EVENTS_TTL_SECONDS));
  }

  return async ({ orgId, jobId, userId, provider, fence, status, error, at }) => {
    if (!(await queue.showStatus(jobId, fence, status))) return;
    const why = error === null || error === undefined ? {} : { error };
    await append(jobId, { type: 'status', at, status, ...why });
    if (IN_QUEUE.has(status)) return;
    const done: DoneMessage = {
      jobId,
      userId,
      provider,
      status,
      ...why,
      resultPrefix: resultPrefix(orgId, userId, jobId),
      finishedAt: at,
    };
    await orUnavailable(redis.publish(keys.orgDone(orgId), JSON.stringify(done)));
  };
}
