import type { JobStatus } from '@sri/shared/model/job.ts';
import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';

/** While it has one of these, its time goes on; what waits for a login or a review stands still. */
const RUNS: readonly JobStatus[] = ['running', 'needs_person'];

/** How long an execution ran, or has been running, in ms; null while it has not started. */
export function runningMs(
  { status, startedAt, finishedAt }: Pick<JobSummary, 'status' | 'startedAt' | 'finishedAt'>,
  now: number,
): number | null {
  if (startedAt === null) return null;
  const end = finishedAt === null ? (RUNS.includes(status) ? now : null) : Date.parse(finishedAt);
  return end === null ? null : Math.max(0, end - Date.parse(startedAt));
}
