import { isFinal, type JobStatus } from '@sri/shared/model/job.ts';
import type { JobEvent } from '@sri/shared/model/live-event.ts';
import type { JobStreamHub } from './job-stream-hub.ts';

/** What is known of an execution that somebody wants to watch. */
export interface Watchable {
  status: JobStatus;
  /** Its last status as an event, for whoever comes after the stream is gone. */
  event: JobEvent;
}
/** Throws `not_found` for another organisation's. */
export type FindWatchable = (orgId: string, jobId: string) => Promise<Watchable>;

export interface Follower {
  /** `id` is null for an event that stands in no stream. */
  onEvent: (id: string | null, event: JobEvent) => void;
  /** The final status was given; nothing follows. */
  onEnd: () => void;
  onError: (error: unknown) => void;
}

export interface FollowOptions {
  hub: JobStreamHub;
  find: FindWatchable;
  orgId: string;
  jobId: string;
  cursor: string | null;
  /** How often the record is asked whether the execution has ended while its stream says nothing, in ms. */
  checkMs?: number;
}

const CHECK_MS = 5000;

/**
 * Follows one execution from a cursor to its final status. The stream tells it; where the stream is gone (it lives a
 * day, and Redis may have been emptied) the record does. Returns how to stop.
 */
export function followJob({ hub, find, orgId, jobId, cursor, checkMs = CHECK_MS }: FollowOptions, follower: Follower) {
  let over = false;
  let quiet = true;
  const stop = (): void => {
    over = true;
    unwatch();
    clearInterval(timer);
  };

  function give(id: string | null, event: JobEvent): void {
    if (over) return;
    quiet = false;
    follower.onEvent(id, event);
    if (event.type !== 'status' || !isFinal(event.status)) return;
    stop();
    follower.onEnd();
  }

  const unwatch = hub.watch(jobId, cursor, {
    onEvents: (events) => {
      for (const { id, event } of events) give(id, event);
    },
    onCaughtUp: () => void check(),
  });

  async function check(): Promise<void> {
    quiet = true;
    try {
      const { status, event } = await find(orgId, jobId);
      // What the stream gave meanwhile may be the very end; if it was not, the next check tells.
      if (quiet && isFinal(status)) give(null, event);
    } catch (error) {
      if (!over) follower.onError(error);
    }
  }
  const timer = setInterval(() => void check(), checkMs);
  return stop;
}
