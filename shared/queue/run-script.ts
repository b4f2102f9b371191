import type { Redis } from 'ioredis';
import { AppError } from '../errors.ts';
import type { Script } from './scripts.ts';

/** Redis answers with one of these while it is there but cannot serve; what follows the word differs. */
const UNAVAILABLE =
  /^(OOM|LOADING|READONLY|MISCONF|MASTERDOWN|NOREPLICAS|CLUSTERDOWN|TRYAGAIN|BUSY|NOAUTH|UNBLOCKED)\b/;

function replyText(error: unknown): string | undefined {
  return error instanceof Error && error.name === 'ReplyError' ? error.message : undefined;
}

/** True where Redis refused a command because its memory is full. */
export function isFull(error: unknown): boolean {
  return replyText(error)?.startsWith('OOM') ?? false;
}

/** The error that callers see: `redis_unavailable` for all that passes by itself, everything else as it is (a bug). */
export function queueError(error: unknown): unknown {
  if (error instanceof AppError || error instanceof TypeError) return error;
  const reply = replyText(error);
  if (isFull(error)) {
    return new AppError('redis_unavailable', 'Redis is full and takes no more jobs', {
      hint: 'Raise maxmemory, or wait until the queue has drained: running jobs go on.',
      cause: error,
    });
  }
  if (reply !== undefined && !UNAVAILABLE.test(reply)) return error;
  return new AppError('redis_unavailable', `Redis does not answer: ${reply ?? String(error)}`, {
    hint: 'Check that Redis runs and that REDIS_URL is right; this is tried again by itself.',
    cause: error,
  });
}

export type RunScript = (
  script: Script,
  keys: readonly string[],
  args: readonly (string | number)[],
) => Promise<unknown>;

/** Runs scripts by their digest, and by their text where Redis does not know them (it was restarted). */
export function scriptRunner(redis: Redis): RunScript {
  return async (script, keys, args) => {
    try {
      return await redis.evalsha(script.sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (!(replyText(error)?.startsWith('NOSCRIPT') ?? false)) throw queueError(error);
    }
    try {
      return await redis.eval(script.text, keys.length, ...keys, ...args);
    } catch (error) {
      throw queueError(error);
    }
  };
}
