import type { InputValues } from '@sri/shared/model/flow.ts';
import type { JobError } from '@sri/shared/errors.ts';
import type { JobStatus } from '@sri/shared/model/job.ts';
import type { ResumeRef } from '@sri/shared/model/resume.ts';
import type { JobEnvelope } from '@sri/shared/protocol/job-envelope.ts';
import type { RelayDatabase } from '../../db/transaction.ts';

/** A row of the outbox with the job that Redis is to be told of. */
export interface OutboxRow {
  outbox_id: string;
  /** Generation that the row was written for; older than `gen` where another followed. */
  outbox_gen: number;
  outbox_at: Date;
  org_id: string;
  id: string;
  user_id: string;
  provider_id: string;
  provider: string;
  portal: NonNullable<JobEnvelope['portal']>;
  flow_id: string;
  version: string;
  script_key: string;
  script_hash: string;
  script_signature: string;
  key_id: string;
  status: JobStatus;
  gen: number;
  stalls: number;
  retries: number;
  max_attempts: number;
  max_per_account: number;
  timeout_ms: number;
  inputs: InputValues;
  metadata: Record<string, unknown>;
  resume: ResumeRef | null;
  error: JobError | null;
  cancel_requested_at: Date | null;
  finished_at: Date | null;
  /** The pause of its portal under way; nothing of it may start. */
  pause_id: string | null;
  /** Logins of its account were refused too often; nothing of it may start. */
  guard_id: string | null;
}

/** What became of a row: told to Redis, to be tried again, or put off because it cannot be told as it is. */
export type Handled = 'told' | 'later' | 'faulty';

const TAKE = `
  select o.id::text as outbox_id, o.gen as outbox_gen, o.created_at as outbox_at, j.org_id, j.id, j.user_id, j.provider_id,
    j.provider, j.portal, j.flow_id, j.version, j.script_key, j.script_hash, j.script_signature, j.key_id, j.status, j.gen,
    j.stalls, j.retries, j.max_attempts, j.max_per_account, j.timeout_ms, j.inputs, j.metadata, j.resume, j.error,
    j.cancel_requested_at, j.finished_at,
    (select p.id from paused_portals p where p.org_id = j.org_id and p.provider_id = j.provider_id) as pause_id,
    (select c.guard_id from connected_providers c where c.org_id = j.org_id and c.user_id = j.user_id
      and c.provider_id = j.provider_id) as guard_id
  from outbox o join jobs j on j.org_id = o.org_id and j.id = o.job_id
  where o.not_before <= now() order by o.id limit $1 for update skip locked`;

/**
 * Takes the oldest rows that nobody else has, hands them to `tell` and deletes those it told, all in one transaction: a
 * crash between leaves the row, and telling Redis twice is harmless (R3). The jobs' rows are held too, so that a cancel
 * comes either before or after. Returns how many rows were taken.
 */
export function takeOutbox(
  relay: RelayDatabase,
  limit: number,
  tell: (rows: OutboxRow[]) => Promise<Handled[]>,
): Promise<number> {
  return relay.asRelay(async (sql) => {
    const rows = await sql.rows<OutboxRow>(TAKE, [limit]);
    if (rows.length === 0) return 0;
    const handled = await tell(rows);
    const idsOf = (kind: Handled): string[] =>
      rows.filter((_, index) => handled[index] === kind).map((row) => row.outbox_id);
    await sql.run('delete from outbox where id = any($1::bigint[])', [idsOf('told')]);
    const faulty = idsOf('faulty');
    if (faulty.length > 0) {
      await sql.run(
        `update outbox set attempts = attempts + 1, not_before = now() + least(attempts + 1, 60) * interval '5 seconds'
         where id = any($1::bigint[])`,
        [faulty],
      );
    }
    return rows.length;
  });
}

/** Rows that wait now and the age of the oldest, in ms. */
export function outboxLag(relay: RelayDatabase): Promise<{ rows: number; oldestMs: number }> {
  return relay.asRelay(async (sql) => {
    const lag = await sql.row<{ rows: number; oldest_ms: number | null }>(
      `select count(*)::int as rows, (extract(epoch from now() - min(created_at)) * 1000)::float8 as oldest_ms from outbox`,
    );
    return { rows: lag?.rows ?? 0, oldestMs: lag?.oldest_ms ?? 0 };
  });
}
