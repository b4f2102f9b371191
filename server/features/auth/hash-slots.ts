import { availableParallelism } from 'node:os';
import { AppError } from '@sri/shared/errors.ts';

export interface HashSlots {
  /** Runs the work when a place is free. Throws `too_many_requests` when too many wait already. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Password hashing is expensive by intent, so a flood of sign-ins is an attack on the processor (R37): at most
 * `concurrency` at a time, `queue` more in line, the rest are sent away at once.
 */
export function createHashSlots(concurrency = availableParallelism(), queue = 50): HashSlots {
  let running = 0;
  const waiting: (() => void)[] = [];
  const enter = async (): Promise<void> => {
    if (running < concurrency) {
      running += 1;
      return;
    }
    if (waiting.length >= queue) {
      throw new AppError('too_many_requests', 'Too many sign-ins at this moment.', {
        hint: 'Try again in a few seconds.',
        retryAfterSeconds: 2,
      });
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  };
  // The place goes straight to the next in line: nobody can slip in between.
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  return {
    run: async (work) => {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
