import { AppError } from '@sri/shared/errors.ts';
import type { JobStatus } from '@sri/shared/model/job.ts';
import type { Caller } from '../../../http/route.ts';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ControlContext } from './control-job.ts';

function notAsked(): AppError {
  return new AppError('not_asked', 'The execution does not wait for a code.', {
    hint: 'See GET /api/jobs/{id} for how it goes on.',
  });
}

/** Hands a code to the execution that waits for it. It is kept nowhere. Throws `not_asked`. */
export async function sendCode(
  { db, tell }: ControlContext,
  { orgId, userId }: Caller,
  { id: jobId, status }: { id: string; status: JobStatus },
  code: string,
): Promise<{ jobId: string }> {
  if (status !== 'needs_person') throw notAsked();
  if ((await tell(jobId, { type: 'code', code })) === 0) throw notAsked();
  await db.inOrg(orgId, (sql) =>
    recordAudit(sql, { orgId, actorId: userId, action: 'job.code_given', subject: jobId }),
  );
  return { jobId };
}
