import type {
  HolidaysOf,
  PauseReason,
  ScheduleInput,
  ScheduleRule,
  TickOutcome,
  Timing,
} from '@sri/shared/model/schedule.ts';
import type { InputValues } from '@sri/shared/model/flow.ts';
import { MOST_UPCOMING, UPCOMING_DAYS, type Schedule, type Tick } from '@sri/shared/protocol/api/schedules.ts';
import { occurrences } from '@sri/shared/schedules/occurrences.ts';
import { holidayLookup } from './holidays.ts';

/** Columns as pg hands them out. */
export interface ScheduleRow {
  org_id: string;
  id: string;
  name: string;
  flow_id: string;
  flow_name: string;
  provider_id: string;
  user_id: string;
  user_name: string;
  inputs: InputValues;
  timing: Timing;
  timezone: string;
  holidays: HolidaysOf | null;
  on_holiday: ScheduleRule['onHoliday'];
  if_running: ScheduleInput['ifRunning'];
  missed_rule: ScheduleInput['missed']['rule'];
  missed_window_minutes: number;
  max_failures: number;
  ends_on: string | null;
  paused_at: Date | null;
  paused_by_name: string | null;
  pause_reason: PauseReason | null;
  next_at: Date | null;
  failures_from: Date;
  created_at: Date;
  updated_at: Date;
}

export interface TickRow {
  due_at: Date;
  by_hand: boolean;
  outcome: TickOutcome;
  job_id: string | null;
  details: { holiday?: string; movedFrom?: string; more?: number; code?: string; message?: string };
}

export const SCHEDULE_COLUMNS = `s.org_id, s.id, s.name, s.flow_id, f.name as flow_name, f.provider_id, s.user_id,
  coalesce(u.name, '') as user_name, s.inputs, s.timing, s.timezone, s.holidays, s.on_holiday, s.if_running, s.missed_rule,
  s.missed_window_minutes, s.max_failures, s.ends_on::text as ends_on, s.paused_at, by.name as paused_by_name, s.pause_reason,
  s.next_at, s.failures_from, s.created_at, s.updated_at`;
export const SCHEDULE_TABLES = `schedules s join flows f on f.org_id = s.org_id and f.id = s.flow_id
  left join users u on u.id = s.user_id left join users by on by.id = s.paused_by`;

export function ruleOf(row: ScheduleRow): ScheduleRule {
  const { timing, timezone, holidays, on_holiday: onHoliday, ends_on: endsOn } = row;
  return { timing, timezone, holidays, onHoliday, endsOn };
}

const DAY_MS = 86_400_000;

function upcomingOf(row: ScheduleRow, now: number): number[] {
  const times: number[] = [];
  if (row.paused_at !== null || row.next_at === null) return times;
  for (const { at, kind } of occurrences(ruleOf(row), row.next_at.getTime(), holidayLookup(row.holidays))) {
    const soon = at <= now + UPCOMING_DAYS * DAY_MS;
    // The first one is told however far away it is.
    if (times.length >= MOST_UPCOMING || (!soon && times.length > 0)) break;
    if (kind === 'run') times.push(at);
  }
  return times;
}

export function toTick({ due_at: dueAt, by_hand: byHand, outcome, job_id: jobId, details }: TickRow): Tick {
  const { holiday = null, movedFrom = null, more = 0, code, message = '' } = details;
  return {
    dueAt: dueAt.toISOString(),
    byHand,
    outcome,
    jobId,
    holiday,
    movedFrom,
    more,
    error: code === undefined ? null : { code, message },
  };
}

/** `now` in ms: from when on runs are upcoming. */
export function toSchedule(row: ScheduleRow, lastTick: TickRow | undefined, now: number): Schedule {
  const upcoming = upcomingOf(row, now).map((at) => new Date(at).toISOString());
  return {
    id: row.id,
    name: row.name,
    flowId: row.flow_id,
    flowName: row.flow_name,
    providerId: row.provider_id,
    userId: row.user_id,
    userName: row.user_name,
    inputs: row.inputs,
    ...ruleOf(row),
    ifRunning: row.if_running,
    missed: { rule: row.missed_rule, windowMinutes: row.missed_window_minutes },
    maxFailures: row.max_failures,
    paused:
      row.paused_at === null || row.pause_reason === null
        ? null
        : { at: row.paused_at.toISOString(), by: row.paused_by_name, reason: row.pause_reason },
    nextAt: upcoming[0] ?? null,
    upcoming,
    lastTick: lastTick === undefined ? null : toTick(lastTick),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
