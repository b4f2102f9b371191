import type { Schedule, Tick } from '@sri/shared/protocol/api/schedules.ts';
import type { Sql } from '../../db/transaction.ts';
import { notFound } from '../../http/route.ts';
import { toSchedule, toTick, type ScheduleRow } from './schedule-rows.ts';
import { databaseNow, findSchedule, findSchedules, lockSchedule } from './schedule-store.ts';
import { findLastTicks, findTicks } from './tick-store.ts';

export function noSchedule(): Error {
  return notFound('There is no such schedule.');
}

async function toSchedules(sql: Sql, rows: readonly ScheduleRow[]): Promise<Schedule[]> {
  const ticks = await findLastTicks(
    sql,
    rows.map(({ id }) => id),
  );
  const now = await databaseNow(sql);
  return rows.map((row) => toSchedule(row, ticks.get(row.id), now));
}

export async function readSchedules(sql: Sql, flowId?: string): Promise<Schedule[]> {
  return toSchedules(sql, await findSchedules(sql, flowId));
}

/** Throws `not_found`. */
export async function readSchedule(sql: Sql, id: string): Promise<Schedule> {
  const row = await findSchedule(sql, id);
  const [schedule] = row === undefined ? [] : await toSchedules(sql, [row]);
  if (schedule === undefined) throw noSchedule();
  return schedule;
}

/** The row, held until the end of the transaction. Throws `not_found`. */
export async function requireLocked(sql: Sql, id: string): Promise<ScheduleRow> {
  const row = await lockSchedule(sql, id);
  if (row === undefined) throw noSchedule();
  return row;
}

/** Throws `not_found`. */
export async function readTicks(
  sql: Sql,
  id: string,
  page: { limit: number; before?: string | undefined },
): Promise<{ items: Tick[]; more: boolean }> {
  if ((await findSchedule(sql, id)) === undefined) throw noSchedule();
  const { rows, more } = await findTicks(sql, id, page);
  return { items: rows.map(toTick), more };
}
