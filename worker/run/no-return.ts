import type { Redis } from 'ioredis';
import type { StepReport } from '@sri/shared/model/job.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { STATUS_TTL_SECONDS } from '@sri/shared/protocol/redis-keys.ts';
import type { Fence } from '@sri/shared/queue/queue-contract.ts';
import type { AttemptResult } from './to-outcome.ts';

/*
 * R19. Before a step that must not be repeated acts, its attempt leaves a mark. An attempt that finds one of another
 * attempt does not run: that one ended without a word (its worker died), so a person has to look. The mark goes once
 * that question is told, so that the person's "again" does run.
 */
export interface NoReturn {
  /** The first mark of a job stands. Rejects when Redis cannot be reached: then the step must not act. */
  mark(jobId: string, fence: Fence, stepId: string): Promise<void>;
  /** The step that an earlier attempt had begun, or null. Rejects when Redis cannot be reached. */
  find(jobId: string): Promise<string | null>;
  forget(jobId: string): Promise<void>;
}

export function createNoReturn(redis: Redis, keys: RedisKeys): NoReturn {
  return {
    mark: async (jobId, { gen, att }, stepId) => {
      await redis.set(keys.noReturn(jobId), `${gen}.${att} ${stepId}`, 'EX', STATUS_TTL_SECONDS, 'NX');
    },
    find: async (jobId) => {
      const mark = await redis.get(keys.noReturn(jobId));
      return mark === null ? null : mark.slice(mark.indexOf(' ') + 1);
    },
    forget: async (jobId) => {
      await redis.del(keys.noReturn(jobId)).catch(() => undefined);
    },
  };
}

/** The end of an attempt that must not run, since `stepId` may have acted already. */
export function mustBeReviewed(stepId: string, steps: StepReport[] = []): AttemptResult {
  return {
    status: 'needs_review',
    error: {
      code: 'worker_lost',
      message: 'El robot se perdió después de empezar un paso que no debe repetirse',
      hint: 'Mira en el portal si el paso se hizo. Después da la ejecución por completada o fallida, o ejecútala de nuevo.',
      stepId,
    },
    retryable: false,
    steps,
  };
}
