import { z } from 'zod';
import { targetSchema } from '../locator.ts';
import { stepBase, templateText } from '../step-base.ts';

/** Replaces what a text field holds. */
export const fillSchema = z.strictObject({
  ...stepBase,
  type: z.literal('fill'),
  target: targetSchema,
  value: templateText,
});
