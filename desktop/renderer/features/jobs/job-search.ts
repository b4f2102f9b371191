import { jobStatusSchema, type JobStatus } from '@sri/shared/model/job.ts';
import { z } from 'zod';
import { OPEN_STATUSES, PERSON_STATUSES } from '../../domain/job-status.tsx';

export const JOB_VIEWS = ['running', 'person', 'failedToday', 'all'] as const;
export type JobView = (typeof JOB_VIEWS)[number];
export const PERIODS = ['day', 'week', 'month', 'dates'] as const;

const day = z.iso.date().optional().catch(undefined);
const word = z.string().min(1).max(200).optional().catch(undefined);

/** The list's filters as they stand in the address; what is not understood is left out. */
export const jobSearchSchema = z.object({
  view: z.enum(JOB_VIEWS).catch('all').default('all'),
  status: jobStatusSchema.optional().catch(undefined),
  flow: z.uuid().optional().catch(undefined),
  portal: z.uuid().optional().catch(undefined),
  account: z.uuid().optional().catch(undefined),
  robot: word,
  cause: word,
  period: z.enum(PERIODS).optional().catch(undefined),
  /** Days of the reader's own time zone, both included; with the period `dates`. */
  from: day,
  to: day,
  q: z.string().max(200).optional().catch(undefined),
  group: z.literal('cause').optional().catch(undefined),
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

/** The first moment of a day of this time zone, `days` later. */
function dayAt(text: string, days = 0): string {
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number);
  return new Date(year, month - 1, date + days).toISOString();
}

function sinceOf({ view, period }: JobSearch, now: number): number | undefined {
  if (view === 'failedToday') return startOfDay(now);
  return period === undefined || period === 'dates' ? undefined : now - PERIOD_MS[period];
}

/** The call's query for these filters. Times are cut to the minute, so that the same filters stay the same query. */
export function toJobQuery(search: JobSearch, now: number) {
  const { view, status, flow, portal, account, robot, cause, period, from, to, q } = search;
  const statuses = status === undefined ? VIEW_STATUSES[view] : [status];
  const since = sinceOf(search, now);
  const dates = period === 'dates' && view !== 'failedToday';
  const query = {
    status: statuses?.join(','),
    flowId: flow,
    providerId: portal,
    userId: account,
    workerId: robot,
    cause,
    q: q?.trim() === '' ? undefined : q?.trim(),
    from:
      dates && from !== undefined
        ? dayAt(from)
        : since === undefined
          ? undefined
          : new Date(Math.floor(since / 60_000) * 60_000).toISOString(),
    to: dates && to !== undefined ? dayAt(to, 1) : undefined,
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as {
    [Name in keyof typeof query]?: string;
  };
}

/** What narrows a view: everything but the view itself and how it is shown. */
export const NOTHING_FILTERED = {
  status: undefined,
  flow: undefined,
  portal: undefined,
  account: undefined,
  robot: undefined,
  cause: undefined,
  period: undefined,
  from: undefined,
  to: undefined,
  q: undefined,
} satisfies Partial<JobSearch>;

/** Whether something beyond the view narrows the list. */
export function isFiltered(search: JobSearch): boolean {
  return Object.keys(NOTHING_FILTERED).some((name) => (search[name as keyof JobSearch] ?? '') !== '');
}

/** Two addresses of the same list. */
export function sameSearch(a: JobSearch, b: JobSearch): boolean {
  const names = ['view', 'group', ...Object.keys(NOTHING_FILTERED)] as (keyof JobSearch)[];
  return names.every((name) => (a[name] ?? '') === (b[name] ?? ''));
}

/** What a filter of the list takes. */
export interface JobFiltersProps {
  search: JobSearch;
  onChange: (change: Partial<JobSearch>) => void;
}
