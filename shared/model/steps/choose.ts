import { z } from 'zod';
import { targetSchema } from '../locator.ts';
import { stepBase, templateText } from '../step-base.ts';

/** Chooses in a list (`select`) by the option's text, or its value where no text is equal. */
export const chooseSchema = z.strictObject({
  ...stepBase,
  type: z.literal('choose'),
  target: targetSchema,
  value: z.union([templateText, z.array(templateText).min(1).max(100)]),
});
