import type { ScheduleInput } from '@sri/shared/model/schedule.ts';
import type { RelayDatabase, Sql } from '../../db/transaction.ts';
import { SCHEDULE_COLUMNS, SCHEDULE_TABLES, type ScheduleRow } from './schedule-rows.ts';

/** The organisation's schedules, of one flow where it is given; soonest first, those that never run again last. */
export function findSchedules(sql: Sql, flowId?: string): Promise<ScheduleRow[]> {
  return sql.rows<ScheduleRow>(
    `select ${SCHEDULE_COLUMNS} from ${SCHEDULE_TABLES} where $1::uuid is null or s.flow_id = $1
     order by s.next_at nulls last, s.name, s.id`,
    [flowId ?? null],
  );
}

export function findSchedule(sql: Sql, id: string): Promise<ScheduleRow | undefined> {
  return sql.row<ScheduleRow>(`select ${SCHEDULE_COLUMNS} from ${SCHEDULE_TABLES} where s.id = $1`, [id]);
}

/** Takes the row until the end of the transaction: what a person does to it and its ticks do not cross. */
export function lockSchedule(sql: Sql, id: string): Promise<ScheduleRow | undefined> {
  return sql.row<ScheduleRow>(`select ${SCHEDULE_COLUMNS} from ${SCHEDULE_TABLES} where s.id = $1 for update of s`, [
    id,
  ]);
}

/** The same where it is due now and nobody else has it, with the database's time in ms: all control planes go by that one clock. */
export function lockDueSchedule(sql: Sql, id: string): Promise<(ScheduleRow & { now_ms: number }) | undefined> {
  return sql.row(
    `select ${SCHEDULE_COLUMNS}, (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms from ${SCHEDULE_TABLES}
     where s.id = $1 and s.next_at <= clock_timestamp() for update of s skip locked`,
    [id],
  );
}

/** The database's time, in ms. */
export async function databaseNow(sql: Sql): Promise<number> {
  const row = await sql.row<{ ms: number }>('select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms');
  return row?.ms ?? 0;
}

/** Schedules of any organisation that are due, longest due first. */
export async function findDue(relay: RelayDatabase, limit: number): Promise<{ orgId: string; id: string }[]> {
  return relay.ask(
    'select org_id as "orgId", id from schedules where next_at <= clock_timestamp() order by next_at limit $1',
    [limit],
  );
}

export async function countSchedules(sql: Sql): Promise<number> {
  return (await sql.row<{ count: number }>('select count(*)::int as count from schedules'))?.count ?? 0;
}

function valuesOf(input: ScheduleInput, nextAt: number | undefined): unknown[] {
  return [
    input.name,
    input.flowId,
    JSON.stringify(input.inputs),
    JSON.stringify(input.timing),
    input.timezone,
    input.holidays === null ? null : JSON.stringify(input.holidays),
    input.onHoliday,
    input.ifRunning,
    input.missed.rule,
    input.missed.windowMinutes,
    input.maxFailures,
    input.endsOn,
    dateOrNull(nextAt),
  ];
}

function dateOrNull(ms: number | undefined): Date | null {
  return ms === undefined ? null : new Date(ms);
}

export async function insertSchedule(
  sql: Sql,
  { orgId, userId, id }: { orgId: string; userId: string; id: string },
  input: ScheduleInput,
  nextAt: number | undefined,
): Promise<void> {
  await sql.run(
    `insert into schedules (org_id, id, user_id, name, flow_id, inputs, timing, timezone, holidays, on_holiday, if_running,
       missed_rule, missed_window_minutes, max_failures, ends_on, next_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [orgId, id, userId, ...valuesOf(input, nextAt)],
  );
}

/** Writes what a person says of it. A paused one stays without a next time. */
export async function writeSchedule(
  sql: Sql,
  id: string,
  input: ScheduleInput,
  nextAt: number | undefined,
): Promise<void> {
  await sql.run(
    `update schedules set name = $2, flow_id = $3, inputs = $4, timing = $5, timezone = $6, holidays = $7, on_holiday = $8,
       if_running = $9, missed_rule = $10, missed_window_minutes = $11, max_failures = $12, ends_on = $13,
       next_at = case when paused_at is null then $14::timestamptz end, failures_from = now(), updated_at = now()
     where id = $1`,
    [id, ...valuesOf(input, nextAt)],
  );
}

/** Undefined: it never runs again. */
export async function writeNext(sql: Sql, id: string, nextAt: number | undefined): Promise<void> {
  await sql.run('update schedules set next_at = $2 where id = $1', [id, dateOrNull(nextAt)]);
}

export async function removeSchedule(sql: Sql, id: string): Promise<void> {
  await sql.run('delete from schedules where id = $1', [id]);
}
