import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { variableNameSchema, versionSchema } from '../names.ts';
import { stepBase, templateText } from '../step-base.ts';

/**
 * Runs another flow of the organisation inside this one, with variables of its own. `saveAs` names an object of what it saved. Which version
 * it is (the published one unless told) is settled when a version of this flow is made: the control plane writes its `steps` into the
 * script then, and what anybody else sends as `steps` is not used.
 */
export function runFlowSchema<S extends z.ZodType>(steps: S) {
  return z.strictObject({
    ...stepBase,
    type: z.literal('runFlow'),
    flow: idSchema,
    version: versionSchema.optional(),
    inputs: z.record(variableNameSchema, z.union([templateText, z.number(), z.boolean(), z.null()])).optional(),
    steps: steps.optional(),
  });
}
