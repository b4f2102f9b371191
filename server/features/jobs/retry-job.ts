import { isFinal } from '@sri/shared/model/job.ts';
import { RESUME_FILE, type ResumeRef } from '@sri/shared/model/resume.ts';
import { invalidRequest, notFound, type Caller } from '../../http/route.ts';
import { illegalMove } from './cancel-job.ts';
import { createJobs, type RunContext } from './create-jobs.ts';
import { prefixOf, type JobRow } from './job-rows.ts';
import { findJob } from './job-store.ts';

/** What an execution left at the step that failed it. Throws `invalid_request` where that is not the step asked for. */
function resumeOf(row: JobRow, fromStep: string): ResumeRef {
  const sha256 = row.result?.objects?.[RESUME_FILE];
  const from = row.resumable_from;
  if (from === null || sha256 === undefined) {
    const message = 'this execution left nothing to go on from; leave it out to run the whole flow';
    throw invalidRequest([{ field: 'fromStep', message }]);
  }
  if (from !== fromStep) {
    throw invalidRequest([{ field: 'fromStep', message: `only from the step that failed: "${from}"` }]);
  }
  return { jobId: row.id, stepId: from, key: `${prefixOf(row)}${RESUME_FILE}`, sha256 };
}

/**
 * The same version of the flow with the same inputs, as a new execution of the caller's own account, after the same six
 * checks. With `fromStep` it goes on at the step that failed, with what the steps before had found. Throws
 * `illegal_transition` for one that has not ended.
 */
export async function retryJob(
  context: RunContext,
  caller: Caller,
  jobId: string,
  { fromStep }: { fromStep?: string | undefined },
): Promise<{ jobId: string; status: 'queued'; retryOf: string }> {
  const row = await context.db.inOrg(caller.orgId, (sql) => findJob(sql, jobId));
  if (row === undefined) throw notFound('There is no such execution.');
  if (!isFinal(row.status)) throw illegalMove(row, 'retried');
  const { provider_id: providerId, flow_id: flowId, version, inputs, metadata } = row;
  const resume = fromStep === undefined ? {} : { resume: resumeOf(row, fromStep) };
  const order = { providerId, flowId, version, inputs, metadata, retryOf: jobId, ...resume };
  const answer = await createJobs(context, caller, order);
  return { jobId: answer.jobId ?? '', status: 'queued', retryOf: jobId };
}
