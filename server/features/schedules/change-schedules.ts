import { AppError } from '@sri/shared/errors.ts';
import { newId } from '@sri/shared/model/ids.ts';
import type { ScheduleInput } from '@sri/shared/model/schedule.ts';
import { MOST_SCHEDULES, type Schedule } from '@sri/shared/protocol/api/schedules.ts';
import type { Database, Sql } from '../../db/transaction.ts';
import type { Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { checkFlow, checkRule } from './check-schedule.ts';
import { readSchedule, requireLocked } from './read-schedules.ts';
import { countSchedules, databaseNow, insertSchedule, removeSchedule, writeSchedule } from './schedule-store.ts';

/** When it is due first. Throws what `checkFlow` and `checkRule` throw. */
async function checkAll(sql: Sql, input: ScheduleInput): Promise<number> {
  const now = await databaseNow(sql);
  const { flowId, inputs, timing, timezone, holidays, onHoliday, endsOn } = input;
  const { next } = checkRule({ timing, timezone, holidays, onHoliday, endsOn }, now);
  await checkFlow(sql, { flowId, inputs });
  return next;
}

const factsOf = ({ name, flowId, timing, timezone }: ScheduleInput) => ({ name, flowId, timing, timezone });

/** Has a flow run by itself with the caller's account. Throws what `checkAll` throws, `conflict` where there are too many. */
export function createSchedule(db: Database, { orgId, userId }: Caller, input: ScheduleInput): Promise<Schedule> {
  return db.inOrg(orgId, async (sql) => {
    const next = await checkAll(sql, input);
    const id = newId();
    await insertSchedule(sql, { orgId, userId, id }, input, next);
    if ((await countSchedules(sql)) > MOST_SCHEDULES) {
      throw new AppError('conflict', `An organisation has at most ${MOST_SCHEDULES} schedules.`, {
        hint: 'Delete those that are not needed any more.',
      });
    }
    const schedule = await readSchedule(sql, id);
    await recordAudit(sql, {
      orgId,
      actorId: userId,
      action: 'schedule.created',
      subject: id,
      details: factsOf(input),
    });
    return schedule;
  });
}

/** Says a schedule anew. Throws the same and `not_found`. */
export function replaceSchedule(
  db: Database,
  { orgId, userId }: Caller,
  id: string,
  input: ScheduleInput,
): Promise<Schedule> {
  return db.inOrg(orgId, async (sql) => {
    await requireLocked(sql, id);
    await writeSchedule(sql, id, input, await checkAll(sql, input));
    const schedule = await readSchedule(sql, id);
    await recordAudit(sql, {
      orgId,
      actorId: userId,
      action: 'schedule.changed',
      subject: id,
      details: factsOf(input),
    });
    return schedule;
  });
}

/** Deletes it with its history. Throws `not_found`. */
export function deleteSchedule(db: Database, { orgId, userId }: Caller, id: string): Promise<void> {
  return db.inOrg(orgId, async (sql) => {
    const { name } = await requireLocked(sql, id);
    await removeSchedule(sql, id);
    await recordAudit(sql, { orgId, actorId: userId, action: 'schedule.deleted', subject: id, details: { name } });
  });
}
