import type { Redis } from 'ioredis';
import { jobStatusSchema, type JobStatus } from '@sri/shared/model/job.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';

/** What the status keys show of these jobs; an empty map when Redis is away, since Postgres knows enough. */
export type ReadShown = (jobIds: readonly string[]) => Promise<Map<string, JobStatus>>;

export function createShownStatus(redis: Redis, keys: RedisKeys): ReadShown {
  return async (jobIds) => {
    const shown = new Map<string, JobStatus>();
    if (jobIds.length === 0) return shown;
    const values = await redis.mget(jobIds.map((id) => keys.jobStatus(id))).catch(() => []);
    for (const [index, id] of jobIds.entries()) {
      const status = jobStatusSchema.safeParse(values[index]).data;
      if (status !== undefined) shown.set(id, status);
    }
    return shown;
  };
}

/**
 * The status to tell. Postgres decides everything that ended or waits for a person; between `queued` and `running` the
 * key is ahead, because a worker writes it before the control plane has noted it. The key must have been read first.
 */
export function mergeStatus(recorded: JobStatus, shown: JobStatus | undefined): JobStatus {
  const ahead = shown === 'running' || shown === 'needs_person';
  if (recorded === 'queued' && ahead) return shown;
  if (recorded === 'running' && shown === 'needs_person') return shown;
  return recorded;
}
