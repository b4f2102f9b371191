import type { JobStatus } from '@sri/shared/model/job.ts';
import type { Database } from '../../db/transaction.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { endWithoutQueue } from './cancel-job.ts';

const CANCELLABLE = new Set<JobStatus>(['queued', 'running', 'needs_person', 'needs_login']);

/**
 * Ends a job whose cancel was asked for and that neither Redis nor the outbox has. False where it moved meanwhile: it is
 * at another generation, ended, or waits in the outbox.
 */
export function cancelUnqueued(db: Database, orgId: string, jobId: string, gen: number): Promise<boolean> {
  return db.inOrg(orgId, async (sql) => {
    const row = await sql.row<{ org_id: string; id: string; gen: number; status: JobStatus; waits: boolean }>(
      `select org_id, id, gen, status, exists (select 1 from outbox o where o.job_id = j.id) as waits
       from jobs j where id = $1 and cancel_requested_at is not null for update`,
      [jobId],
    );
    if (row === undefined || row.gen !== gen || row.waits || !CANCELLABLE.has(row.status)) return false;
    await endWithoutQueue(sql, row, 'cancelled');
    await recordAudit(sql, { orgId, actorId: null, action: 'job.cancelled', subject: jobId });
    return true;
  });
}
