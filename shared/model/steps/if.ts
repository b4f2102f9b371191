import { z } from 'zod';
import { conditionSchema } from '../condition.ts';
import { stepBase } from '../step-base.ts';

/** A branch. The list of inner steps is handed in, as a step file does not know the union of all steps. */
export function ifSchema<S extends z.ZodType>(steps: S) {
  return z.strictObject({
    ...stepBase,
    type: z.literal('if'),
    condition: conditionSchema,
    then: steps,
    else: steps.optional(),
  });
}
