import { invalidRequest } from '../../http/route.ts';
import type { JobFilter } from '@sri/shared/protocol/api/jobs.ts';
import type { Sql } from '../../db/transaction.ts';
import { conditionValues, JOB_CONDITIONS } from './job-conditions.ts';
import { JOB_COLUMNS, JOB_TABLES, type JobRow, type JobStepRow } from './job-rows.ts';

export function findJob(sql: Sql, jobId: string): Promise<JobRow | undefined> {
  return sql.row<JobRow>(`select ${JOB_COLUMNS} from ${JOB_TABLES} where j.id = $1`, [jobId]);
}

/** Whose job it is; undefined where this organisation has none of that id. */
export function findOwner(sql: Sql, jobId: string): Promise<{ userId: string; provider: string } | undefined> {
  return sql.row('select user_id as "userId", provider from jobs where id = $1', [jobId]);
}

export function findJobSteps(sql: Sql, jobId: string): Promise<JobStepRow[]> {
  return sql.rows<JobStepRow>(
    `select step_id, path, type, name, status, started_at, duration_ms, message, error from job_steps
     where job_id = $1 order by ordinal`,
    [jobId],
  );
}

/** Takes the job's row until the end of the transaction: moves of one job do not cross. */
export function lockJob(sql: Sql, jobId: string): Promise<JobRow | undefined> {
  return sql.row<JobRow>(`select ${JOB_COLUMNS} from ${JOB_TABLES} where j.id = $1 for update of j`, [jobId]);
}

interface Place {
  createdAt: string;
  id: string;
}

function writeCursor({ createdAt, id }: Place): string {
  return Buffer.from(`${createdAt}/${id}`).toString('base64url');
}

function readCursor(cursor: string): Place {
  const [, createdAt, id] = /^(\d{1,16})\/([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (createdAt !== undefined && id !== undefined) return { createdAt, id };
  throw invalidRequest([{ field: 'cursor', message: 'is not a cursor of this list; leave it out to begin anew' }]);
}

/** A page of executions, newest first. The cursor is the place of the last one: time of creation in µs, and id. */
export async function findJobs(sql: Sql, filter: JobFilter): Promise<{ rows: JobRow[]; nextCursor: string | null }> {
  const after = filter.cursor === undefined ? undefined : readCursor(filter.cursor);
  const rows = await sql.rows<JobRow & { micros: string }>(
    `select ${JOB_COLUMNS}, (extract(epoch from j.created_at) * 1000000)::bigint::text as micros from ${JOB_TABLES}
     where ${JOB_CONDITIONS} and ($11::bigint is null or (j.created_at, j.id)
       < (timestamptz 'epoch' + $11::bigint * interval '1 microsecond', $12::uuid))
     order by j.created_at desc, j.id desc limit $13`,
    [...conditionValues(filter), after?.createdAt ?? null, after?.id ?? null, filter.limit + 1],
  );
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  const more = rows.length > filter.limit && last !== undefined;
  return { rows: page, nextCursor: more ? writeCursor({ createdAt: last.micros, id: last.id }) : null };
}
