import { z } from 'zod';
import { stepBase } from '../step-base.ts';

/**
 * Steps that may fail. `catch` runs when they did, with `{{error.message}}`, `{{error.code}}` and `{{error.stepId}}`, and then the failure is
 * over; without it the failure goes on. `finally` runs in any case. What ends a whole execution (cancelled, login needed) is not caught.
 */
export function trySchema<S extends z.ZodType>(steps: S) {
  return z
    .strictObject({
      ...stepBase,
      type: z.literal('try'),
      steps,
      catch: steps.optional(),
      finally: steps.optional(),
    })
    .refine((step) => step.catch !== undefined || step.finally !== undefined, {
      error: 'catch, finally or both',
      path: ['catch'],
    });
}
