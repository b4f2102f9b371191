import { z } from 'zod';
import { stepBase, urlPattern } from '../step-base.ts';

/** From here on the flow acts in another page: the one called `page`, or the one whose address matches `url`. Waits until it is there. */
export const switchPageSchema = z
  .strictObject({ ...stepBase, type: z.literal('switchPage'), url: urlPattern.optional() })
  .refine((step) => (step.page === undefined) !== (step.url === undefined), {
    error: 'either the name of a page or a pattern of its address',
    path: ['page'],
  });
