import { z } from 'zod';
import { pageInputSchema } from './page-input.ts';

/*
 * What is published on `sri:job:{JOB}:control`. A message may be lost: the lease says a cancel again, and whoever
 * watches says `watch` and `hold` again every two seconds. Times are spans, since clocks differ.
 */
export const liveOrderSchema = z.discriminatedUnion('type', [
  /** Somebody watches: pictures are wanted for so long. An empty page id: the page that the flow is on. */
  z.object({
    type: z.literal('watch'),
    pageIds: z.array(z.string().max(20)).max(10),
    stills: z.boolean(),
    forMs: z.number().int().positive(),
  }),
  /** A person has control for so long; null: nobody has. */
  z.object({
    type: z.literal('hold'),
    hold: z.object({ id: z.string().max(64), forMs: z.number().int().positive() }).nullable(),
  }),
  z.object({
    type: z.literal('input'),
    holdId: z.string().max(64),
    pageId: z.string().max(20),
    input: pageInputSchema,
  }),
  /** The answer to what the execution asked. */
  z.object({ type: z.literal('code'), code: z.string().min(1).max(200) }),
]);
/** What people do to a run that is under way, but for stopping it. */
export type LiveOrder = z.infer<typeof liveOrderSchema>;

export const jobControlSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('cancel') }),
  ...liveOrderSchema.options,
]);
export type JobControl = z.infer<typeof jobControlSchema>;
