import type { JobError } from '@sri/shared/errors.ts';
import { isFinal, mayMove, type JobStatus, type StepReport } from '@sri/shared/model/job.ts';
import { RESUME_FILE } from '@sri/shared/model/resume.ts';
import type { Fence } from '@sri/shared/queue/queue-contract.ts';
import type { Database, Sql } from '../../db/transaction.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { noteRunEnd } from '../sessions/note-run-end.ts';
import { enqueueJobEvent } from '../webhooks/enqueue-job-event.ts';
import { cleanForStorage } from './clean-for-storage.ts';

/** How an execution ended, as it is to be recorded. */
export interface JobEnd {
  status: Extract<JobStatus, 'completed' | 'failed' | 'cancelled' | 'needs_login' | 'needs_review'>;
  error?: JobError | undefined;
  heldSession?: string | undefined;
  sessionRefreshed?: boolean | undefined;
  workerId?: string | undefined;
  stalls: number;
  steps: readonly StepReport[];
  objects: Record<string, string>;
}

/**
 * `recorded`: by this call, just now. `repeated`: this very end was recorded before. `stale`: the job went on since, or
 * ended otherwise; the end is to be dropped. `unknown`: there is no such job.
 */
export type Recorded =
  | { kind: 'recorded' | 'repeated'; job: EndedJob; agoMs: number; accountStopped?: boolean }
  | { kind: 'stale' | 'unknown' };

export interface EndedJob {
  userId: string;
  provider: string;
  status: JobStatus;
  error: JobError | null;
  finishedAt: Date;
}

interface Row {
  user_id: string;
  provider: string;
  provider_id: string;
  status: JobStatus;
  error: JobError | null;
  gen: number;
  att: number;
  cancel_requested_at: Date | null;
  changed_at: Date;
  ago_ms: number;
}

const MAX_STEPS_KEPT = 20_000;
const IN_QUEUE = new Set<JobStatus>(['queued', 'running', 'needs_person']);

async function writeSteps(sql: Sql, orgId: string, jobId: string, steps: readonly StepReport[]): Promise<void> {
  await sql.run('delete from job_steps where job_id = $1', [jobId]);
  if (steps.length === 0) return;
  await sql.run(
    `insert into job_steps (org_id, job_id, ordinal, step_id, path, type, name, status, started_at, duration_ms, message, error)
     select $1, $2, s.ordinal, s."stepId", s.path, s.type, s.name, s.status, to_timestamp(s."startedAt" / 1000),
       round(s."durationMs"), s.message, s.error
     from jsonb_to_recordset($3::jsonb) as s (ordinal integer, "stepId" text, path text, type text, name text, status text,
       "startedAt" float8, "durationMs" float8, message text, error jsonb)`,
    [orgId, jobId, JSON.stringify(steps.slice(0, MAX_STEPS_KEPT).map((step, ordinal) => ({ ...step, ordinal })))],
  );
}

/** The step of the outermost list that ended it; null where none did. */
function failedStepOf(steps: readonly StepReport[]): string | null {
  const outermost = steps.filter(({ path }) => /^\d+$/.test(path));
  return outermost.findLast(({ status }) => status === 'failed')?.stepId ?? null;
}

function compare(row: Row, { gen, att }: Fence): 'same' | 'newer' | 'older' {
  if (row.gen !== gen) return row.gen > gen ? 'newer' : 'older';
  if (row.att !== att) return row.att > att ? 'newer' : 'older';
  return 'same';
}

/** A cancel that was asked for also settles what would wait for a person or a session. */
function statusToRecord(row: Row, end: JobEnd): JobEnd['status'] {
  return end.status === 'needs_login' && row.cancel_requested_at !== null ? 'cancelled' : end.status;
}

/**
 * Records an end once: compare and set on state and fence, the steps, the webhooks' outbox and the audit entry in one transaction. The same
 * end again is `repeated`, an older one `stale`, so that a crash anywhere can be repeated (I5, R8).
 */
export function recordEnd(
  db: Database,
  orgId: string,
  jobId: string,
  fence: Fence,
  reported: JobEnd,
): Promise<Recorded> {
  const end = cleanForStorage(reported);
  return db.inOrg(orgId, async (sql): Promise<Recorded> => {
    const row = await sql.row<Row>(
      `select user_id, provider, provider_id, status, error, gen, att, cancel_requested_at,
         coalesce(finished_at, updated_at) as changed_at,
         (extract(epoch from clock_timestamp() - updated_at) * 1000)::float8 as ago_ms
       from jobs where id = $1 for update`,
      [jobId],
    );
    if (row === undefined) return { kind: 'unknown' };
    const age = compare(row, fence);
    if (!IN_QUEUE.has(row.status)) {
      if (age !== 'same') return { kind: 'stale' };
      const { user_id: userId, provider, status, error, changed_at: finishedAt } = row;
      return { kind: 'repeated', job: { userId, provider, status, error, finishedAt }, agoMs: row.ago_ms };
    }
    const status = statusToRecord(row, end);
    if (age === 'newer' || !mayMove('running', status)) return { kind: 'stale' };
    const saved = await sql.row<{ finished_at: Date | null; updated_at: Date }>(
      `update jobs set status = $2, gen = $3, att = $4, stalls = $5, error = $6, held_session = $7,
         worker_id = coalesce($8, worker_id), result = $9, resumable_from = $11, attempts_left = $4 > 0, updated_at = now(),
         finished_at = case when $10 then now() end, started_at = coalesce(started_at, case when $4 > 0 then now() end)
       where id = $1 returning finished_at, updated_at`,
      [
        jobId,
        status,
        fence.gen,
        fence.att,
        end.stalls,
        end.error === undefined ? null : JSON.stringify(end.error),
        status === 'needs_login' ? (end.heldSession ?? '') : null,
        end.workerId ?? null,
        JSON.stringify({ objects: end.objects }),
        isFinal(status),
        RESUME_FILE in end.objects ? failedStepOf(end.steps) : null,
      ],
    );
    await writeSteps(sql, orgId, jobId, end.steps);
    await enqueueJobEvent(sql, orgId, jobId, status);
    const details = {
      fence: `${fence.gen}.${fence.att}`,
      workerId: end.workerId ?? null,
      code: end.error?.code ?? null,
    };
    const account = { orgId, userId: row.user_id, providerId: row.provider_id };
    const accountStopped = await noteRunEnd(sql, account, { status, code: end.error?.code, since: row.changed_at });
    await recordAudit(sql, { orgId, actorId: null, action: `job.${status}`, subject: jobId, details });
    const finishedAt = saved?.finished_at ?? saved?.updated_at ?? new Date();
    const job = { userId: row.user_id, provider: row.provider, status, error: end.error ?? null, finishedAt };
    return { kind: 'recorded', job, agoMs: 0, accountStopped };
  });
}
