import { isFinal } from '@sri/shared/model/job.ts';
import { invalidRequest, notFound, type Caller } from '../../http/route.ts';
import { illegalMove } from './cancel-job.ts';
import { createJobs, type RunContext } from './create-jobs.ts';
import { findJob } from './job-store.ts';

/**
 * The same version of the flow with the same inputs, as a new execution of the caller's own account, after the same six
 * checks. Throws `illegal_transition` for one that has not ended.
 */
export async function retryJob(
  context: RunContext,
  caller: Caller,
  jobId: string,
  { fromStep }: { fromStep?: string | undefined },
): Promise<{ jobId: string; status: 'queued'; retryOf: string }> {
  if (fromStep !== undefined) {
    const message = 'starting from a step is not available yet; leave it out to run the whole flow';
    throw invalidRequest([{ field: 'fromStep', message }]);
  }
  const row = await context.db.inOrg(caller.orgId, (sql) => findJob(sql, jobId));
  if (row === undefined) throw notFound('There is no such execution.');
  if (!isFinal(row.status)) throw illegalMove(row, 'retried');
  const { provider_id: providerId, flow_id: flowId, version, inputs, metadata } = row;
  const answer = await createJobs(context, caller, { providerId, flowId, version, inputs, metadata, retryOf: jobId });
  return { jobId: answer.jobId ?? '', status: 'queued', retryOf: jobId };
}
