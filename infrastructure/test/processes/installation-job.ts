import { GetObjectCommand } from '@aws-sdk/client-s3';
import { isFinal, type JobStatus } from '@sri/shared/model/job.ts';
import { FENCE_METADATA, RESULTS_BUCKET, resultPrefix } from '@sri/shared/protocol/s3-keys.ts';
import type { TestPlane } from '../../../server/test/plane.ts';
import type { ReadyUser } from '../../../server/test/ready-flow.ts';
import { waitFor } from '../wait-for.ts';

/** A job as Postgres has it. */
export interface JobRow {
  id: string;
  status: JobStatus;
  gen: number;
  att: number;
  error: { code: string; message: string } | null;
  result: { objects: Record<string, string> } | null;
}

/** Work without a page, for tests of what goes on around it. */
export const NO_PAGE = [{ type: 'setVariable', saveAs: 'nada', value: 'nada' }];

export async function rowsOf({ database }: TestPlane, { orgId }: ReadyUser): Promise<JobRow[]> {
  const { rows } = await database.admin.query<JobRow>(
    'select id, status, gen, att, error, result from jobs where org_id = $1 order by id',
    [orgId],
  );
  return rows;
}

/** Waits until all jobs of the user have ended in the record; returns their rows. */
export function allEnded(plane: TestPlane, user: ReadyUser): Promise<JobRow[]> {
  return waitFor(
    'all jobs to end',
    async () => {
      const rows = await rowsOf(plane, user);
      return rows.length > 0 && rows.every(({ status }) => isFinal(status)) && rows;
    },
    120_000,
  );
}

/** The ends of jobs that the audit log has, as `<jobId> completed`. */
export async function recordedEnds({ database }: TestPlane, { orgId }: ReadyUser): Promise<string[]> {
  const { rows } = await database.admin.query<{ subject: string; action: string }>(
    `select subject, action from audit_log where org_id = $1 and action in ('job.completed', 'job.failed', 'job.cancelled')`,
    [orgId],
  );
  return rows.map(({ subject, action }) => `${subject} ${action.slice('job.'.length)}`).toSorted();
}

/** A result with the attempt that wrote it, as `1.2`. */
export async function objectOf({ s3 }: TestPlane, { orgId, userId }: ReadyUser, jobId: string, name: string) {
  const Key = resultPrefix(orgId, userId, jobId) + name;
  const { Body, Metadata } = await s3.send(new GetObjectCommand({ Bucket: RESULTS_BUCKET, Key }));
  return { text: (await Body?.transformToString()) ?? '', fence: Metadata?.[FENCE_METADATA] };
}
