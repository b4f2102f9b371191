import type { Waiting } from '@sri/shared/protocol/api/jobs.ts';
import type { Sql } from '../../db/transaction.ts';
import type { JobRow } from './job-rows.ts';

interface Facts {
  ahead: number;
  busy_with: string[] | null;
  max_per_account: number;
  held: boolean;
  retries: number;
}

const FACTS = `
  select j.max_per_account, j.retries,
    (select count(*)::int from jobs a where a.org_id = j.org_id and a.status = 'queued'
      and (a.created_at, a.id) < (j.created_at, j.id)) as ahead,
    (select array_agg(a.id::text order by a.started_at) from jobs a where a.org_id = j.org_id and a.user_id = j.user_id
      and a.provider = j.provider and a.status in ('running', 'needs_person')) as busy_with,
    exists (select 1 from jobs a where a.org_id = j.org_id and a.user_id = j.user_id and a.provider = j.provider
      and a.status = 'needs_login') as held
  from jobs j where j.id = $1`;

/**
 * Why a queued execution has not begun, as Postgres knows it, and how many of the organisation's wait before it; null for
 * one that does not wait. That its portal is paused, or that there is no robot, is told elsewhere.
 */
export async function findWaiting(sql: Sql, { id, status }: Pick<JobRow, 'id' | 'status'>): Promise<Waiting | null> {
  if (status !== 'queued') return null;
  const facts = await sql.row<Facts>(FACTS, [id]);
  if (facts === undefined) return null;
  const { ahead, held, retries, busy_with: busy, max_per_account: max } = facts;
  const [first = null] = busy ?? [];
  if (held) return { why: 'session', ahead, jobId: null };
  if (first !== null && (busy?.length ?? 0) >= max) return { why: 'account', ahead, jobId: first };
  return { why: retries > 0 ? 'retry' : 'turn', ahead, jobId: null };
}
