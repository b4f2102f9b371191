import { z } from 'zod';
import { targetSchema } from '../locator.ts';
import { stepBase } from '../step-base.ts';

/** Drags an element onto another. */
export const dragSchema = z.strictObject({
  ...stepBase,
  type: z.literal('drag'),
  target: targetSchema,
  to: targetSchema,
});
