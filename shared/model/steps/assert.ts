import { z } from 'zod';
import { targetSchema } from '../locator.ts';
import { stepBase, templateText } from '../step-base.ts';

/** Ends the execution unless what it says holds: an element's text contains `text`, its value is `value`, there are `count` of it, it is (not) visible; or the address matches `url`. */
export const assertSchema = z
  .strictObject({
    ...stepBase,
    type: z.literal('assert'),
    target: targetSchema.optional(),
    text: templateText.optional(),
    value: templateText.optional(),
    visible: z.boolean().optional(),
    count: z.number().int().min(0).optional(),
    url: z.string().min(1).max(2000).optional(),
  })
  .refine((step) => step.target !== undefined || step.url !== undefined, {
    error: 'a target or a url to check',
    path: ['target'],
  });
