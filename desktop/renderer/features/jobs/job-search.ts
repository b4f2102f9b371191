import { jobStatusSchema, type JobStatus } from '@sri/shared/model/job.ts';
import { z } from 'zod';
import { OPEN_STATUSES, PERSON_STATUSES } from '../../domain/job-status.tsx';

export const JOB_VIEWS = ['running', 'person', 'failedToday', 'all'] as const;
export type JobView = (typeof JOB_VIEWS)[number];
export const PERIODS = ['day', 'week', 'month'] as const;

/** The list's filters as they stand in the address; what is not understood is left out. */
export const jobSearchSchema = z.object({
  view: z.enum(JOB_VIEWS).catch('all').default('all'),
  status: jobStatusSchema.optional().catch(undefined),
  portal: z.uuid().optional().catch(undefined),
  period: z.enum(PERIODS).optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
});
export type JobSearch = z.output<typeof jobSearchSchema>;

const VIEW_STATUSES: Record<JobView, readonly JobStatus[] | undefined> = {
  running: OPEN_STATUSES,
  person: PERSON_STATUSES,
  failedToday: ['failed'],
  all: undefined,
};
const PERIOD_MS = { day: 24 * 3600_000, week: 7 * 24 * 3600_000, month: 30 * 24 * 3600_000 };

function startOfDay(now: number): number {
  return new Date(now).setHours(0, 0, 0, 0);
}

/** The call's query for these filters. Times are cut to the minute, so that the same filters stay the same query. */
export function toJobQuery({ view, status, portal, period }: JobSearch, now: number) {
  const statuses = status === undefined ? VIEW_STATUSES[view] : [status];
  const since = view === 'failedToday' ? startOfDay(now) : period === undefined ? undefined : now - PERIOD_MS[period];
  const minute = since === undefined ? undefined : Math.floor(since / 60_000) * 60_000;
  return {
    ...(statuses === undefined ? {} : { status: statuses.join(',') }),
    ...(portal === undefined ? {} : { providerId: portal }),
    ...(minute === undefined ? {} : { from: new Date(minute).toISOString() }),
  };
}

/** Whether something beyond the view narrows the list. */
export function isFiltered({ status, portal, period, q }: JobSearch): boolean {
  return status !== undefined || portal !== undefined || period !== undefined || (q ?? '') !== '';
}
