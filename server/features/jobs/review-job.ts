import type { JobStatus } from '@sri/shared/model/job.ts';
import { notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { endWithoutQueue, illegalMove, type ChangeContext, type JobChange } from './cancel-job.ts';
import { lockJob } from './job-store.ts';
import { queueAgain } from './queue-again.ts';

export type ReviewDecision = 'completed' | 'failed' | 'again';

/**
 * A person's decision about an execution in `needs_review`: it counts as completed or failed, or runs again from the
 * start as a new generation. Throws `illegal_transition` for one in any other state.
 */
export async function reviewJob(
  context: ChangeContext,
  caller: Caller,
  jobId: string,
  decision: ReviewDecision,
): Promise<JobChange> {
  const { orgId, userId } = caller;
  const status: JobStatus = decision === 'again' ? 'queued' : decision;
  await context.db.inOrg(orgId, async (sql) => {
    const row = await lockJob(sql, jobId);
    if (row === undefined) throw notFound('There is no such execution.');
    if (row.status !== 'needs_review') throw illegalMove(row, 'reviewed');
    if (decision === 'again') await queueAgain(sql, row);
    else await endWithoutQueue(sql, row, decision);
    const details = { decision };
    await recordAudit(sql, { orgId, actorId: userId, action: 'job.reviewed', subject: jobId, details });
  });
  context.outboxFilled();
  return { jobId, status, cancelRequested: false };
}
