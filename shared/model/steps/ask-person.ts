import { z } from 'zod';
import { stepBase, templateText } from '../step-base.ts';

/** Asks a person and waits for the answer, a text or one of the `options`. `timeoutMs`: how long, 5 minutes unless told. */
export const askPersonSchema = z.strictObject({
  ...stepBase,
  type: z.literal('askPerson'),
  question: templateText.min(1).max(1000),
  options: z.array(z.string().min(1).max(200)).min(2).max(10).optional(),
});
