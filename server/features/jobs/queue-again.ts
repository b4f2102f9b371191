import type { Sql } from '../../db/transaction.ts';

/**
 * Puts a job into the outbox anew, as the next generation, in the caller's transaction (which holds its row). `keepCounts`
 * for a job that Redis lost: its lost leases and retries still count; a person's or a new session's second chance
 * starts from none (R20).
 */
export async function queueAgain(
  sql: Sql,
  job: { org_id: string; id: string; gen: number },
  { keepCounts = false } = {},
): Promise<void> {
  await sql.run(
    `update jobs set status = 'queued', gen = gen + 1, att = 0, error = null, held_session = null, worker_id = null,
       updated_at = now(), stalls = case when $3 then stalls else 0 end, retries = case when $3 then retries else 0 end
     where org_id = $1 and id = $2`,
    [job.org_id, job.id, keepCounts],
  );
  await sql.run('insert into outbox (org_id, job_id, gen) values ($1, $2, $3) on conflict do nothing', [
    job.org_id,
    job.id,
    job.gen + 1,
  ]);
}
