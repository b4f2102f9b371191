import { z } from 'zod';
import { stepBase } from '../step-base.ts';

/** Evaluates a JavaScript expression in the page, and only there; its value must be JSON. */
export const evaluateSchema = z.strictObject({
  ...stepBase,
  type: z.literal('evaluate'),
  expression: z.string().min(1).max(50_000),
});
