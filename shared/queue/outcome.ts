import { z } from 'zod';
import { jobErrorSchema } from '../errors.ts';
import { stepReportSchema } from '../model/job.ts';
import type { Outcome } from './queue-contract.ts';

const outcomeSchema = z.object({
  status: z.enum(['completed', 'failed', 'cancelled', 'needs_login', 'needs_review']),
  error: jobErrorSchema.exactOptional(),
  retry: z.object({ delayMs: z.number() }).exactOptional(),
  heldSession: z.string().exactOptional(),
  sessionRefreshed: z.boolean().exactOptional(),
  workerId: z.string(),
  startedAt: z.number(),
  finishedAt: z.number(),
  steps: z.array(stepReportSchema),
  objects: z.record(z.string(), z.string()),
}) satisfies z.ZodType<Outcome>;

/** What a worker told of its attempt; undefined where it cannot be read. */
export function readOutcome(text: string): Outcome | undefined {
  try {
    return outcomeSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
