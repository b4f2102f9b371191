import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import { PERSON_STATUSES } from '../../domain/job-status.tsx';

export interface Hour {
  ok: number;
  person: number;
  failed: number;
}

/** Start of the reader's day, in ms since the epoch. */
export function startOfDay(now: number): number {
  return new Date(now).setHours(0, 0, 0, 0);
}

/** Today's executions by the hour of their end (those that wait: of their start), in the reader's time zone. */
export function hoursOfDay(
  jobs: readonly Pick<JobSummary, 'status' | 'createdAt' | 'finishedAt'>[],
  now: number,
): Hour[] {
  const hours = Array.from({ length: 24 }, (): Hour => ({ ok: 0, person: 0, failed: 0 }));
  for (const { status, createdAt, finishedAt } of jobs) {
    const at = Date.parse(finishedAt ?? createdAt);
    const hour = hours[new Date(at).getHours()];
    if (hour === undefined || at < startOfDay(now) || at > now) continue;
    if (status === 'completed') hour.ok += 1;
    if (status === 'failed') hour.failed += 1;
    if (PERSON_STATUSES.includes(status)) hour.person += 1;
  }
  return hours;
}
