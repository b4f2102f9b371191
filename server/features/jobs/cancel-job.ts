import { AppError } from '@sri/shared/errors.ts';
import { isFinal, type JobStatus } from '@sri/shared/model/job.ts';
import type { Database, Sql } from '../../db/transaction.ts';
import { notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { enqueueJobEvent } from '../webhooks/enqueue-job-event.ts';
import type { JobRow } from './job-rows.ts';
import { lockJob } from './job-store.ts';

/*
 * Cancel is decided here, in Postgres, then carried to Redis (R21):
 *
 *   in the outbox, needs_login ──> cancelled now; an outbox row of the next generation tells Redis
 *   anywhere in the queue ───────> cancel_requested_at; `background/cancel-requested.ts` repeats it until the row is final
 */
export interface JobChange {
  jobId: string;
  status: JobStatus;
  cancelRequested: boolean;
}

export interface ChangeContext {
  db: Database;
  /** After the commit: an outbox row waits. Must not throw and must not wait. */
  outboxFilled: () => void;
}

export interface CancelContext extends ChangeContext {
  /** After the commit: carries a requested cancel to the queue, once, now; resolves when that was tried. */
  cancelRequested: (orgId: string, jobId: string) => Promise<void>;
}

export function illegalMove(row: Pick<JobRow, 'status'>, wish: string): AppError {
  return new AppError('illegal_transition', `An execution that is "${row.status}" cannot be ${wish}.`, {
    hint: isFinal(row.status)
      ? 'It has ended; start a new one with POST /api/jobs/{id}/retry.'
      : 'See GET /api/jobs/{id} for what it waits for.',
  });
}

/** Ends a job that Redis does not have, or need not be asked about; the next generation makes older elements stale. */
export async function endWithoutQueue(
  sql: Sql,
  row: Pick<JobRow, 'org_id' | 'id' | 'gen'>,
  status: 'cancelled' | 'completed' | 'failed',
): Promise<void> {
  await sql.run(
    `update jobs set status = $3, gen = gen + 1, att = 0, finished_at = now(), updated_at = now(), held_session = null
     where org_id = $1 and id = $2`,
    [row.org_id, row.id, status],
  );
  await sql.run('insert into outbox (org_id, job_id, gen) values ($1, $2, $3)', [row.org_id, row.id, row.gen + 1]);
  await enqueueJobEvent(sql, row.org_id, row.id, status);
}

async function waitsInOutbox(sql: Sql, row: JobRow): Promise<boolean> {
  const found = await sql.row('select 1 as found from outbox where job_id = $1 and gen = $2', [row.id, row.gen]);
  return found !== undefined;
}

/** Cancels. Throws `illegal_transition` for an execution that ended otherwise or waits for a review. */
export async function cancelJob(context: CancelContext, caller: Caller, jobId: string): Promise<JobChange> {
  const { orgId, userId } = caller;
  const decided = await context.db.inOrg(orgId, async (sql): Promise<'before' | 'now' | 'requested'> => {
    const row = await lockJob(sql, jobId);
    if (row === undefined) throw notFound('There is no such execution.');
    if (row.status === 'cancelled') return 'before';
    if (isFinal(row.status) || row.status === 'needs_review') throw illegalMove(row, 'cancelled');
    const atOnce = row.status === 'needs_login' || (await waitsInOutbox(sql, row));
    const audit = { orgId, actorId: userId, subject: jobId };
    await sql.run(
      `update jobs set cancel_requested_at = coalesce(cancel_requested_at, now()), updated_at = now() where id = $1`,
      [jobId],
    );
    if (!atOnce) {
      await recordAudit(sql, { ...audit, action: 'job.cancel_requested' });
      return 'requested';
    }
    await endWithoutQueue(sql, row, 'cancelled');
    await recordAudit(sql, { ...audit, action: 'job.cancelled' });
    return 'now';
  });
  if (decided === 'now') context.outboxFilled();
  if (decided !== 'requested') return { jobId, status: 'cancelled', cancelRequested: true };
  await context.cancelRequested(orgId, jobId);
  const after = await context.db.inOrg(orgId, (sql) =>
    sql.row<{ status: JobStatus }>('select status from jobs where id = $1', [jobId]),
  );
  return { jobId, status: after?.status ?? 'cancelled', cancelRequested: true };
}
