import { z } from 'zod';
import { targetSchema } from '../locator.ts';
import { stepBase } from '../step-base.ts';

/** Presses a key or a chord, as in `Enter` or `Control+A`, on the element or on what has the focus. */
export const pressSchema = z.strictObject({
  ...stepBase,
  type: z.literal('press'),
  key: z.string().min(1).max(60),
  target: targetSchema.optional(),
});
