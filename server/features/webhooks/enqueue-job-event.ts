import type { JobError } from '@sri/shared/errors.ts';
import type { JobStatus } from '@sri/shared/model/job.ts';
import { webhookEventSchema } from '@sri/shared/model/webhook.ts';
import type { JobMessageData } from '@sri/shared/protocol/webhook-message.ts';
import type { Sql } from '../../db/transaction.ts';
import { enqueueEvent, findSubscribed } from './enqueue-event.ts';

interface JobFacts {
  user_id: string;
  provider: string;
  flow_id: string;
  flow_name: string | null;
  error: JobError | null;
  at: Date;
}

/**
 * Tells the endpoints that want to know how this execution now stands; to be called in the transaction that records it, afterwards.
 * States of which nobody is told, and trials, are passed over.
 */
export async function enqueueJobEvent(sql: Sql, orgId: string, jobId: string, status: JobStatus): Promise<void> {
  const type = webhookEventSchema.safeParse(`job.${status}`);
  if (!type.success) return;
  const subscribed = await findSubscribed(sql, orgId, type.data);
  if (subscribed.length === 0) return;
  const job = await sql.row<JobFacts>(
    `select j.user_id, j.provider, j.flow_id, f.name as flow_name, j.error, coalesce(j.finished_at, j.updated_at) as at
     from jobs j left join flows f on f.org_id = j.org_id and f.id = j.flow_id
     where j.org_id = $1 and j.id = $2 and not j.test`,
    [orgId, jobId],
  );
  if (job === undefined) return;
  const path = `/api/jobs/${jobId}`;
  const data: JobMessageData = {
    jobId,
    flowId: job.flow_id,
    flowName: job.flow_name,
    provider: job.provider,
    userId: job.user_id,
    status,
    error: job.error,
    links: { job: path, log: `${path}/log`, artifacts: `${path}/artifacts` },
  };
  await enqueueEvent(sql, orgId, subscribed, { type: type.data, at: job.at, jobId, data });
}
