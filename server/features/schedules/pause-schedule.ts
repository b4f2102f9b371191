import type { PauseReason } from '@sri/shared/model/schedule.ts';
import type { Schedule } from '@sri/shared/protocol/api/schedules.ts';
import type { Database, Sql } from '../../db/transaction.ts';
import type { Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { checkRule } from './check-schedule.ts';
import { readSchedule, requireLocked } from './read-schedules.ts';
import { ruleOf } from './schedule-rows.ts';
import { databaseNow } from './schedule-store.ts';

/** Pauses it with the reason, in the caller's transaction, which holds its row. `by` null: the system does. */
export async function writePause(
  sql: Sql,
  { orgId, id }: { orgId: string; id: string },
  by: string | null,
  reason: PauseReason,
): Promise<void> {
  await sql.run(
    'update schedules set paused_at = now(), paused_by = $2, pause_reason = $3, next_at = null where id = $1',
    [id, by, reason],
  );
  await recordAudit(sql, { orgId, actorId: by, action: 'schedule.paused', subject: id, details: { reason } });
}

/** Throws `not_found`. */
export function pauseSchedule(db: Database, { orgId, userId }: Caller, id: string): Promise<Schedule> {
  return db.inOrg(orgId, async (sql) => {
    const row = await requireLocked(sql, id);
    if (row.paused_at === null) await writePause(sql, { orgId, id }, userId, 'person');
    return readSchedule(sql, id);
  });
}

/**
 * It goes on from now: what was due during the pause is not made up for, and failures before do not count any more.
 * Throws `not_found`, and what `checkRule` throws where its end is over.
 */
export function resumeSchedule(db: Database, { orgId, userId }: Caller, id: string): Promise<Schedule> {
  return db.inOrg(orgId, async (sql) => {
    const row = await requireLocked(sql, id);
    if (row.paused_at !== null) {
      const { next } = checkRule(ruleOf(row), await databaseNow(sql));
      await sql.run(
        `update schedules set paused_at = null, paused_by = null, pause_reason = null, next_at = $2, failures_from = now()
         where id = $1`,
        [id, new Date(next)],
      );
      await recordAudit(sql, { orgId, actorId: userId, action: 'schedule.resumed', subject: id });
    }
    return readSchedule(sql, id);
  });
}
