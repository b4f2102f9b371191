import type { Sql, RelayDatabase } from '../../db/transaction.ts';
import { queueAgain } from './queue-again.ts';

/** What the background asks over all organisations, as the relay's role. */

export function findAllOrgs(relay: RelayDatabase): Promise<string[]> {
  return relay.asRelay(async (sql) => {
    const rows = await sql.rows<{ id: string }>('select id from organisations');
    return rows.map((row) => row.id);
  });
}

/** Organisations with a job in the queue. Hops from one to the next over the index, however many jobs each has. */
export function findOpenOrgs(relay: RelayDatabase): Promise<string[]> {
  return relay.asRelay(async (sql) => {
    const open = `status in ('queued', 'running', 'needs_person')`;
    const rows = await sql.rows<{ org_id: string }>(
      `with recursive hop as (
         (select org_id from jobs where ${open} order by org_id limit 1)
         union all
         select (select org_id from jobs where ${open} and org_id > hop.org_id order by org_id limit 1)
         from hop where hop.org_id is not null)
       select org_id from hop where org_id is not null`,
    );
    return rows.map((row) => row.org_id);
  });
}

export interface CancelRow {
  org_id: string;
  id: string;
  gen: number;
  /** ms since the cancel was asked for. */
  asked_ms: number;
}

const CANCEL_ROW = `select org_id, id, gen, (extract(epoch from now() - cancel_requested_at) * 1000)::float8 as asked_ms from jobs
  where cancel_requested_at is not null and finished_at is null
    and status in ('queued', 'running', 'needs_person', 'needs_login')`;

export function findCancelRequested(relay: RelayDatabase): Promise<CancelRow[]> {
  return relay.asRelay((sql) => sql.rows<CancelRow>(`${CANCEL_ROW} order by org_id limit 1000`));
}

export function findCancelRequestedJob(
  relay: RelayDatabase,
  orgId: string,
  jobId: string,
): Promise<CancelRow | undefined> {
  return relay.asRelay((sql) => sql.row<CancelRow>(`${CANCEL_ROW} and org_id = $1 and id = $2`, [orgId, jobId]));
}

export interface OpenJob {
  org_id: string;
  id: string;
  gen: number;
  updated_at: string;
}

/** Jobs that must be in Redis: in the queue by the record, unchanged for `ageMs`, not in the outbox. By organisation. */
export function findOldOpenJobs(
  relay: RelayDatabase,
  { ageMs, after, limit }: { ageMs: number; after: OpenJob | undefined; limit: number },
): Promise<OpenJob[]> {
  return relay.asRelay((sql) =>
    sql.rows<OpenJob>(
      `select j.org_id, j.id, j.gen, j.updated_at::text from jobs j
       where j.status in ('queued', 'running', 'needs_person') and j.updated_at < now() - $1 * interval '1 millisecond'
         and ($2::uuid is null or (j.org_id, j.updated_at, j.id) > ($2::uuid, $3::timestamptz, $4::uuid))
         and not exists (select 1 from outbox o where o.org_id = j.org_id and o.job_id = j.id)
       order by j.org_id, j.updated_at, j.id limit $5`,
      [ageMs, after?.org_id ?? null, after?.updated_at ?? null, after?.id ?? null, limit],
    ),
  );
}

/** Puts jobs that Redis lost into the outbox anew (R4), unless something moved them meanwhile. Returns how many. */
export function republish(relay: RelayDatabase, jobs: readonly OpenJob[]): Promise<number> {
  return relay.asRelay(async (sql) => {
    let count = 0;
    for (const { org_id: orgId, id, gen, updated_at: updatedAt } of jobs) {
      const row = await lockUnchanged(sql, orgId, id, gen, updatedAt);
      if (row === undefined) continue;
      await queueAgain(sql, row, { keepCounts: true });
      count += 1;
    }
    return count;
  });
}

function lockUnchanged(sql: Sql, orgId: string, id: string, gen: number, updatedAt: string) {
  return sql.row<{ org_id: string; id: string; gen: number }>(
    `select org_id, id, gen from jobs j where org_id = $1 and id = $2 and gen = $3 and updated_at = $4::timestamptz
       and status in ('queued', 'running', 'needs_person')
       and not exists (select 1 from outbox o where o.org_id = j.org_id and o.job_id = j.id)
     for update`,
    [orgId, id, gen, updatedAt],
  );
}
