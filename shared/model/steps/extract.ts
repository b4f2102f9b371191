import { z } from 'zod';
import { targetSchema } from '../locator.ts';
import { variableNameSchema } from '../names.ts';
import { stepBase } from '../step-base.ts';

/** Reads single values: the text of an element, or one of its attributes. */
export const extractSchema = z.strictObject({
  ...stepBase,
  type: z.literal('extract'),
  fields: z
    .array(
      z.strictObject({
        name: variableNameSchema,
        target: targetSchema,
        attribute: z.string().min(1).max(200).optional(),
        optional: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(200),
});
