import { z } from 'zod';
import { conditionSchema } from '../condition.ts';
import { stepBase, templateOnly } from '../step-base.ts';

/** A loop: so many `times`, `while` something holds (asked before each round), or `until` it does (asked after each). */
export function repeatSchema<S extends z.ZodType>(steps: S) {
  return z
    .strictObject({
      ...stepBase,
      type: z.literal('repeat'),
      times: z.union([z.number().int().min(0).max(10_000), templateOnly]).optional(),
      while: conditionSchema.optional(),
      until: conditionSchema.optional(),
      /** Rounds after which `while` and `until` give up, as a failure. */
      maxRounds: z.number().int().min(1).max(10_000).default(100),
      steps,
    })
    .refine((step) => [step.times, step.while, step.until].filter((part) => part !== undefined).length === 1, {
      error: 'exactly one of times, while and until',
      path: ['times'],
    });
}
