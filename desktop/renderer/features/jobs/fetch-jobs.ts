import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import type { Bridge } from '../../lib/bridge.ts';
import type { JobQuery } from './use-job-pages.ts';

const PAGE = 200;

/** All executions of a query, newest first, at most `most` of them. */
export async function fetchJobs(
  bridge: Pick<Bridge, 'request'>,
  query: JobQuery,
  most: number,
): Promise<{ jobs: JobSummary[]; more: boolean }> {
  const jobs: JobSummary[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: JobSummary[]; nextCursor: string | null } = await bridge.request('listJobs', {
      query: { ...query, limit: Math.min(PAGE, most - jobs.length), ...(cursor === null ? {} : { cursor }) },
    });
    jobs.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && jobs.length < most);
  return { jobs, more: cursor !== null };
}
