import type { TickOutcome } from '@sri/shared/model/schedule.ts';
import type { Sql } from '../../db/transaction.ts';
import type { TickRow } from './schedule-rows.ts';

export interface NewTick {
  orgId: string;
  scheduleId: string;
  /** In ms. */
  dueAt: number;
  outcome: TickOutcome;
  byHand?: boolean;
  jobId?: string | undefined;
  details?: TickRow['details'];
}

const COLUMNS = 't.due_at, t.by_hand, t.outcome, t.job_id, t.details';

/** Writes what became of times; the database refuses a second word on the same one. */
export async function insertTicks(sql: Sql, ticks: readonly NewTick[]): Promise<void> {
  if (ticks.length === 0) return;
  await sql.run(
    `insert into schedule_ticks (org_id, schedule_id, due_at, by_hand, outcome, job_id, details)
     select t."orgId", t."scheduleId", timestamptz 'epoch' + t."dueAt" * interval '1 millisecond', coalesce(t."byHand", false),
       t.outcome, t."jobId", coalesce(t.details, '{}')
     from jsonb_to_recordset($1::jsonb) as t ("orgId" uuid, "scheduleId" uuid, "dueAt" float8, "byHand" boolean,
       outcome text, "jobId" uuid, details jsonb)`,
    [JSON.stringify(ticks)],
  );
}

/** Those of the times, in ms, of which it was said already what became of them. */
export async function findHandled(sql: Sql, scheduleId: string, from: number, to: number): Promise<Set<number>> {
  const rows = await sql.rows<{ due_at: Date }>(
    'select due_at from schedule_ticks where schedule_id = $1 and due_at between $2 and $3',
    [scheduleId, new Date(from), new Date(to)],
  );
  return new Set(rows.map(({ due_at: dueAt }) => dueAt.getTime()));
}

/** A page of what became of a schedule's times, newest first. */
export async function findTicks(
  sql: Sql,
  scheduleId: string,
  { limit, before }: { limit: number; before?: string | undefined },
): Promise<{ rows: TickRow[]; more: boolean }> {
  const rows = await sql.rows<TickRow>(
    `select ${COLUMNS} from schedule_ticks t where t.schedule_id = $1 and ($2::timestamptz is null or t.due_at < $2)
     order by t.due_at desc limit $3`,
    [scheduleId, before ?? null, limit + 1],
  );
  return { rows: rows.slice(0, limit), more: rows.length > limit };
}

/** The newest tick of each of the schedules that has one. */
export async function findLastTicks(sql: Sql, scheduleIds: readonly string[]): Promise<Map<string, TickRow>> {
  const rows = await sql.rows<TickRow & { id: string }>(
    `select wanted.id, ${COLUMNS} from unnest($1::uuid[]) as wanted (id) cross join lateral
       (select * from schedule_ticks t where t.schedule_id = wanted.id order by t.due_at desc limit 1) t`,
    [scheduleIds],
  );
  return new Map(rows.map(({ id, ...tick }) => [id, tick]));
}
