import type { Redis } from 'ioredis';
import type { Logger } from '@sri/shared/node/logger.ts';
import { jobControlSchema, type JobControl } from '@sri/shared/protocol/job-control.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';

/** What others say to this worker over pub/sub. Hints only: the lease and the poll say the same a little later. */
export interface Controls {
  /** Starts to hear wake hints; resolves at once, and the subscription is made anew whenever Redis comes back. */
  listen(wake: () => void): Promise<void>;
  onControl: (jobId: string, hear: (control: JobControl) => void) => () => void;
}

function parse(text: string): JobControl | null {
  try {
    return jobControlSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export function createControls(listener: Redis, keys: RedisKeys, log: Logger): Controls {
  const hearers = new Map<string, (control: JobControl) => void>();
  const quietly = (work: Promise<unknown>): void =>
    void work.catch((error: unknown) => log.debug({ err: { message: String(error) } }, 'a subscription failed'));
  return {
    listen: (wake) => {
      listener.on('message', (channel: string, text: string) => {
        if (channel === keys.wake) wake();
        else {
          // It may hold what a person typed: it is told to its run and to nobody else.
          const control = parse(text);
          if (control !== null) hearers.get(channel)?.(control);
        }
      });
      quietly(listener.subscribe(keys.wake));
      return Promise.resolve();
    },
    onControl: (jobId, hear) => {
      const channel = keys.jobControl(jobId);
      hearers.set(channel, hear);
      quietly(listener.subscribe(channel));
      return () => {
        hearers.delete(channel);
        quietly(listener.unsubscribe(channel));
      };
    },
  };
}
