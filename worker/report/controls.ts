import type { Redis } from 'ioredis';
import type { Logger } from '@sri/shared/node/logger.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';

/** What others say to this worker over pub/sub. Hints only: the lease and the poll say the same a little later. */
export interface Controls {
  /** Starts to hear wake hints; resolves at once, and the subscription is made anew whenever Redis comes back. */
  listen(wake: () => void): Promise<void>;
  onControl: (jobId: string, check: () => void) => () => void;
}

export function createControls(listener: Redis, keys: RedisKeys, log: Logger): Controls {
  const checks = new Map<string, () => void>();
  const quietly = (work: Promise<unknown>): void =>
    void work.catch((error: unknown) => log.debug({ err: { message: String(error) } }, 'a subscription failed'));
  return {
    listen: (wake) => {
      listener.on('message', (channel: string) => {
        if (channel === keys.wake) wake();
        else checks.get(channel)?.();
      });
      quietly(listener.subscribe(keys.wake));
      return Promise.resolve();
    },
    onControl: (jobId, check) => {
      const channel = keys.jobControl(jobId);
      checks.set(channel, check);
      quietly(listener.subscribe(channel));
      return () => {
        checks.delete(channel);
        quietly(listener.unsubscribe(channel));
      };
    },
  };
}
