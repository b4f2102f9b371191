import { z } from 'zod';
import { targetSchema } from '../locator.ts';
import { pageNameSchema, stepBase } from '../step-base.ts';

/** Clicks an element, once unless `count` says 2. */
export const clickSchema = z.strictObject({
  ...stepBase,
  type: z.literal('click'),
  target: targetSchema,
  button: z.enum(['left', 'right', 'middle']).optional(),
  count: z.number().int().min(1).max(3).optional(),
  /** The click opens a page, called so from then on; `switchPage` or a step's `page` goes to it. */
  opens: pageNameSchema.optional(),
});
