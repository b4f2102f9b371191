import { AppError } from '@sri/shared/errors.ts';
import type { Caller } from '../../http/route.ts';
import { announceRun, type RunContext } from '../jobs/create-jobs.ts';
import { startRun } from './fire-tick.ts';
import { requireLocked } from './read-schedules.ts';
import { databaseNow } from './schedule-store.ts';
import { insertTicks } from './tick-store.ts';
import { whyNotNow } from './why-not-now.ts';

/**
 * Starts a schedule's execution now, with its owner's account, also where it is paused or one runs already: somebody wants
 * it. Throws `not_found`, `conflict` where its owner may run nothing any more, and what POST /run throws.
 */
export async function runScheduleNow(
  context: RunContext,
  { orgId, userId }: Caller,
  id: string,
): Promise<{ jobId: string; status: 'queued' }> {
  const { run, owner } = await context.db.inOrg(orgId, async (sql) => {
    const row = await requireLocked(sql, id);
    if ((await whyNotNow(sql, row))?.outcome === 'owner') {
      throw new AppError('conflict', 'Whose schedule it is may run nothing here any more.', {
        hint: 'Make the schedule anew, with an account of your own.',
      });
    }
    const dueAt = await databaseNow(sql);
    const made = await startRun(sql, context, row, userId);
    await insertTicks(sql, [{ orgId, scheduleId: id, dueAt, byHand: true, outcome: 'started', jobId: made.jobIds[0] }]);
    return { run: made, owner: row.user_id };
  });
  announceRun(context, { orgId, userId: owner }, run);
  return { jobId: run.jobIds[0] ?? '', status: 'queued' };
}
