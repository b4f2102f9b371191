import { z } from 'zod';
import { targetSchema } from '../locator.ts';
import { stepBase } from '../step-base.ts';

/** Waits for one thing: an element (`state`, default visible), an address pattern, a response's address pattern, or a text on the page. */
export const waitForSchema = z
  .strictObject({
    ...stepBase,
    type: z.literal('waitFor'),
    target: targetSchema.optional(),
    state: z.enum(['visible', 'hidden', 'attached', 'gone']).optional(),
    url: z.string().min(1).max(2000).optional(),
    response: z.string().min(1).max(2000).optional(),
    text: z.string().min(1).max(4000).optional(),
  })
  .refine(
    (step) => [step.target, step.url, step.response, step.text].filter((part) => part !== undefined).length === 1,
    {
      error: 'exactly one of target, url, response and text',
      path: ['target'],
    },
  );
