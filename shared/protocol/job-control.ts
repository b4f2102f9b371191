import { z } from 'zod';

/** What is published on `sri:job:{JOB}:control`: only a hint, the lease says the same a little later. */
export const jobControlSchema = z.discriminatedUnion('type', [z.object({ type: z.literal('cancel') })]);
export type JobControl = z.infer<typeof jobControlSchema>;
