import { z } from 'zod';

/*
 * queued ──claim──> running ──> completed | failed | cancelled          (final)
 *   ^                 │  ├────> needs_login  ── new session ──> queued  (new generation)
 *   └─ lost lease, ───┘  ├────> needs_review ── a person ──> completed | failed | queued
 *      retry             └────> needs_person ── answer ──> running      (the lease stays held)
 */
export const jobStatusSchema = z.enum([
  'queued',
  'running',
  'completed',
  'failed',
  'cancelled',
  'needs_login',
  'needs_person',
  'needs_review',
]);
export type JobStatus = z.infer<typeof jobStatusSchema>;

export const JOB_MOVES: Record<JobStatus, readonly JobStatus[]> = {
  queued: ['running', 'cancelled'],
  running: ['queued', 'completed', 'failed', 'cancelled', 'needs_login', 'needs_person', 'needs_review'],
  needs_person: ['running'],
  needs_login: ['queued', 'cancelled'],
  needs_review: ['completed', 'failed', 'queued'],
  completed: [],
  failed: [],
  cancelled: [],
};

export const FINAL_STATUSES: readonly JobStatus[] = ['completed', 'failed', 'cancelled'];

export function isFinal(status: JobStatus): boolean {
  return FINAL_STATUSES.includes(status);
}

export function mayMove(from: JobStatus, to: JobStatus): boolean {
  return JOB_MOVES[from].includes(to);
}

/** How far one step of an execution got. Loops number their rounds in `path`, as in `3[2].1`. */
export const stepReportSchema = z.object({
  stepId: z.string(),
  path: z.string(),
  type: z.string(),
  name: z.string().optional(),
  status: z.enum(['running', 'passed', 'failed', 'skipped']),
  startedAt: z.number(),
  durationMs: z.number().optional(),
  message: z.string().optional(),
  error: z.object({ code: z.string(), message: z.string(), hint: z.string() }).optional(),
});
export type StepReport = z.infer<typeof stepReportSchema>;
