import { z } from 'zod';
import { jobErrorSchema } from '../errors.ts';
import { jobStatusSchema, stepReportSchema } from './job.ts';

const at = z.number();

/** Everything that can be shown live of one execution; an element of the stream `sri:job:{JOB}:events`. */
export const jobEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('status'), at, status: jobStatusSchema, error: jobErrorSchema.optional() }),
  z.object({ type: z.literal('step'), at, step: stepReportSchema }),
  z.object({ type: z.literal('log'), at, level: z.enum(['debug', 'info', 'warn', 'error']), message: z.string() }),
  z.object({ type: z.literal('artifact'), at, name: z.string(), bytes: z.number().int() }),
]);
export type JobEvent = z.infer<typeof jobEventSchema>;

/** `sri:org:{ORG}:done` (guide): an execution ended. */
export const doneMessageSchema = z.object({
  jobId: z.string(),
  userId: z.string(),
  provider: z.string(),
  status: jobStatusSchema,
  error: jobErrorSchema.optional(),
  resultPrefix: z.string(),
  finishedAt: z.number(),
});
export type DoneMessage = z.infer<typeof doneMessageSchema>;
