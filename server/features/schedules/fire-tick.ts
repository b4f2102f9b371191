import { AppError, type ErrorCode } from '@sri/shared/errors.ts';
import type { TickOutcome } from '@sri/shared/model/schedule.ts';
import { occurrences, type Occurrence } from '@sri/shared/schedules/occurrences.ts';
import type { Sql } from '../../db/transaction.ts';
import { announceRun, insertRun, type InsertedRun, type RunContext } from '../jobs/create-jobs.ts';
import { sortDue } from './due-ticks.ts';
import { holidayLookup } from './holidays.ts';
import { writePause } from './pause-schedule.ts';
import { ruleOf, type ScheduleRow, type TickRow } from './schedule-rows.ts';
import { lockDueSchedule, writeNext } from './schedule-store.ts';
import { findHandled, insertTicks, type NewTick } from './tick-store.ts';
import { whyNotNow } from './why-not-now.ts';

/** What was due is looked at so far: a year of the closest runs that may be. */
const MOST_DUE = 110_000;

/** What POST /run's refusals are called in the history. */
const OUTCOMES: Partial<Record<ErrorCode, TickOutcome>> = {
  provider_not_connected: 'session_missing',
  no_active_flow: 'flow_not_published',
  not_found: 'flow_not_published',
};

/** Starts it as its owner, through the checks of POST /run. Says why not, where those refuse. */
export async function startRun(
  sql: Sql,
  context: Pick<RunContext, 'verifyScript'>,
  row: ScheduleRow,
  startedBy: string | null,
): Promise<InsertedRun> {
  const owner = { orgId: row.org_id, userId: row.user_id, role: 'operator', via: 'token' } as const;
  return insertRun(sql, context, owner, {
    providerId: row.provider_id,
    flowId: row.flow_id,
    inputs: row.inputs,
    metadata: {},
    schedule: { id: row.id, startedBy },
  });
}

type Started = { run: InsertedRun } | { refused: Pick<NewTick, 'outcome' | 'details'> };

async function tryRun(sql: Sql, context: Pick<RunContext, 'verifyScript'>, row: ScheduleRow): Promise<Started> {
  await sql.run('savepoint run');
  try {
    return { run: await startRun(sql, context, row, null) };
  } catch (error) {
    if (!(error instanceof AppError) || error.status === 503) throw error;
    await sql.run('rollback to savepoint run');
    const { code, message } = error;
    return { refused: { outcome: OUTCOMES[code] ?? 'refused', details: { code, message } } };
  }
}

function detailsOf({ holiday, movedFrom }: Occurrence): TickRow['details'] {
  return {
    ...(holiday === undefined ? {} : { holiday }),
    ...(movedFrom === undefined ? {} : { movedFrom }),
  };
}

/** What was due from `from` to `now`, both inclusive, and what is due after that. */
function dueBetween(row: ScheduleRow, from: number, now: number): { due: Occurrence[]; next: number | undefined } {
  const due: Occurrence[] = [];
  for (const one of occurrences(ruleOf(row), from, holidayLookup(row.holidays))) {
    if (one.at > now) return { due, next: one.at };
    if (due.length < MOST_DUE) due.push(one);
  }
  return { due, next: undefined };
}

/**
 * Handles what is due of one schedule: ticks, the execution with its outbox and audit rows, and the next time, in one
 * transaction under the schedule's row (R2, R3). A crash before the commit leaves all of it to be done, one after it none;
 * a second control plane finds the row taken or its time moved on. Returns whether an execution was started.
 */
export async function fireDue(context: RunContext, orgId: string, id: string): Promise<boolean> {
  const fired = await context.db.inOrg(orgId, async (sql) => {
    const row = await lockDueSchedule(sql, id);
    if (row?.next_at === undefined || row.next_at === null) return undefined;
    const now = Math.floor(row.now_ms);
    const from = row.next_at.getTime();
    const { due, next } = dueBetween(row, from, now);
    // Where the database's clock was set back, some of it was handled before.
    const handled = await findHandled(sql, id, from, now);
    const missedRule = { rule: row.missed_rule, windowMinutes: row.missed_window_minutes };
    const fresh = due.filter(({ at }) => !handled.has(at));
    const { start, left, missed, untold } = sortDue(fresh, missedRule, now);
    await writeNext(sql, id, next);
    const told = (one: Occurrence): NewTick => ({
      orgId,
      scheduleId: id,
      dueAt: one.at,
      outcome: one.kind === 'left' ? 'holiday' : 'missed',
      details: { ...detailsOf(one), ...(one === missed[0] && untold > 0 ? { more: untold } : {}) },
    });
    await insertTicks(sql, [...left, ...missed].map(told));
    const run = start === undefined ? undefined : await handleRun(sql, context, row, start);
    await context.reach('before-tick');
    return run === undefined ? undefined : { run, userId: row.user_id };
  });
  if (fired === undefined) return false;
  await context.reach('after-tick');
  announceRun(context, { orgId, userId: fired.userId }, fired.run);
  return true;
}

/** The tick of one run that is to start now; the execution where it did. */
async function handleRun(
  sql: Sql,
  context: RunContext,
  row: ScheduleRow,
  due: Occurrence,
): Promise<InsertedRun | undefined> {
  const tick = { orgId: row.org_id, scheduleId: row.id, dueAt: due.at };
  const whyNot = await whyNotNow(sql, row);
  if (whyNot !== undefined) {
    const { outcome, jobId, pause } = whyNot;
    await insertTicks(sql, [{ ...tick, outcome, jobId, details: detailsOf(due) }]);
    if (pause !== undefined) await writePause(sql, { orgId: row.org_id, id: row.id }, null, pause);
    return undefined;
  }
  const started = await tryRun(sql, context, row);
  if ('refused' in started) {
    const { outcome, details } = started.refused;
    await insertTicks(sql, [{ ...tick, outcome, details: { ...detailsOf(due), ...details } }]);
    return undefined;
  }
  const [jobId] = started.run.jobIds;
  await insertTicks(sql, [{ ...tick, outcome: 'started', jobId, details: detailsOf(due) }]);
  return started.run;
}
