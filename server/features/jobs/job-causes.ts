import type { JobCause, JobConditions } from '@sri/shared/protocol/api/jobs.ts';
import type { Sql } from '../../db/transaction.ts';
import { conditionValues, JOB_CONDITIONS } from './job-conditions.ts';
import { JOB_TABLES } from './job-rows.ts';

/** Of so many executions, the newest, causes are counted. */
const COUNTED = 10_000;

interface CauseRow {
  code: string;
  provider_id: string;
  provider: string;
  count: number;
  last_at: Date;
}

/** How many executions failed or wait for each cause at each portal, most first. */
export async function findJobCauses(sql: Sql, conditions: JobConditions): Promise<JobCause[]> {
  const rows = await sql.rows<CauseRow>(
    `select code, provider_id, provider, count(*)::int as count, max(created_at) as last_at from (
       select j.error ->> 'code' as code, j.provider_id, j.provider, j.created_at from ${JOB_TABLES}
       where j.error is not null and ${JOB_CONDITIONS}
       order by j.created_at desc limit ${COUNTED}) found
     group by code, provider_id, provider order by count(*) desc, max(created_at) desc, code limit 200`,
    conditionValues(conditions),
  );
  return rows.map(({ code, provider_id: providerId, provider, count, last_at: lastAt }) => ({
    code,
    providerId,
    provider,
    count,
    lastAt: lastAt.toISOString(),
  }));
}
