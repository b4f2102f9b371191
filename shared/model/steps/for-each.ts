import { z } from 'zod';
import { variableNameSchema } from '../names.ts';
import { stepBase, templateOnly } from '../step-base.ts';

/** A loop over a list: a `{{variable}}` or a list written out. `as` names the item, `{as}Index` its number from 0. */
export function forEachSchema<S extends z.ZodType>(steps: S) {
  return z.strictObject({
    ...stepBase,
    type: z.literal('forEach'),
    items: z.union([
      templateOnly,
      z.array(z.union([z.string(), z.number(), z.boolean(), z.record(z.string(), z.unknown())])).max(10_000),
    ]),
    as: variableNameSchema,
    steps,
  });
}
