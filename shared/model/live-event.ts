import { z } from 'zod';
import { jobErrorSchema } from '../errors.ts';
import { jobStatusSchema, stepReportSchema } from './job.ts';

const at = z.number();

/** Who has control of an execution's browser, and until when, in ms since the epoch. */
export const holderSchema = z.object({ userId: z.string(), name: z.string(), until: z.number() });
export type Holder = z.infer<typeof holderSchema>;

/** What an execution asks a person for: a code that was sent to them, an answer, or to act in its browser. */
export const askSchema = z.object({
  kind: z.enum(['code', 'question', 'person']),
  /** Path of the step that asks. */
  path: z.string(),
  message: z.string(),
  /** The answers that a question takes; any text without them. */
  options: z.array(z.string()).optional(),
  /** ms since the epoch; then the step fails. */
  until: z.number(),
});
export type Ask = z.infer<typeof askSchema>;

/** Everything that can be shown live of one execution; an element of the stream `sri:job:{JOB}:events`. */
export const jobEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('status'), at, status: jobStatusSchema, error: jobErrorSchema.optional() }),
  z.object({ type: z.literal('step'), at, step: stepReportSchema }),
  z.object({ type: z.literal('log'), at, level: z.enum(['debug', 'info', 'warn', 'error']), message: z.string() }),
  z.object({ type: z.literal('artifact'), at, name: z.string(), bytes: z.number().int() }),
  /** A person took control, went on with it, or gave it back (null). */
  z.object({ type: z.literal('control'), at, holder: holderSchema.nullable() }),
  /** The execution asks; null: it was answered, or its time is over. */
  z.object({ type: z.literal('ask'), at, ask: askSchema.nullable() }),
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
