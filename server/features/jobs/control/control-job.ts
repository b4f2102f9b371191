import { AppError } from '@sri/shared/errors.ts';
import type { JobStatus } from '@sri/shared/model/job.ts';
import type { Holder, JobEvent } from '@sri/shared/model/live-event.ts';
import type { JobControl } from '@sri/shared/protocol/job-control.ts';
import type { Database } from '../../../db/transaction.ts';
import type { Caller } from '../../../http/route.ts';
import { recordAudit } from '../../audit/record-audit.ts';
import { illegalMove } from '../cancel-job.ts';
import type { Hold, HoldStore } from './hold-store.ts';

export interface ControlContext {
  db: Database;
  holds: HoldStore;
  /** Says it to the worker; resolves to how many heard it. */
  tell: (jobId: string, control: JobControl) => Promise<number>;
  /** Says it to whoever watches. */
  note: (jobId: string, event: JobEvent) => Promise<void>;
}

export interface ControlAnswer {
  holder: Holder | null;
  /** Goes with each input; null unless the caller has control. */
  holdId: string | null;
}

interface ControlWish {
  action: 'take' | 'renew' | 'give';
  reason?: string | undefined;
}

const UNDER_WAY: readonly JobStatus[] = ['running', 'needs_person'];

export function holderOf({ userId, name, forMs }: Hold): Holder {
  return { userId, name, until: Date.now() + forMs };
}

function heldBy(name: string): AppError {
  return new AppError('control_held', `${name} has control.`, {
    hint: 'Wait until they hand it back; it also ends by itself.',
  });
}

async function audit(
  { db }: ControlContext,
  caller: Caller,
  jobId: string,
  action: string,
  reason?: string,
): Promise<void> {
  const { orgId, userId } = caller;
  const details = reason === undefined ? {} : { reason };
  await db.inOrg(orgId, (sql) => recordAudit(sql, { orgId, actorId: userId, action, subject: jobId, details }));
}

async function nameOf({ db }: ControlContext, { orgId, userId }: Caller): Promise<string> {
  const user = await db.inOrg(orgId, (sql) =>
    sql.row<{ name: string }>('select name from users where id = $1', [userId]),
  );
  return user?.name ?? '';
}

async function tellHold(context: ControlContext, jobId: string, hold: Hold): Promise<ControlAnswer> {
  const holder = holderOf(hold);
  await context.tell(jobId, { type: 'hold', hold: { id: hold.id, forMs: hold.forMs } });
  await context.note(jobId, { type: 'control', at: Date.now(), holder });
  return { holder, holdId: hold.id };
}

/**
 * Takes control of the browser of an execution that is under way, keeps it, or gives it back. One person has it at a
 * time. Throws `control_held` for whoever does not have it, `illegal_transition` where nothing runs.
 */
export async function controlJob(
  context: ControlContext,
  caller: Caller,
  job: { id: string; status: JobStatus },
  { action, reason }: ControlWish,
): Promise<ControlAnswer> {
  const { holds } = context;
  const { id: jobId, status } = job;
  const { userId } = caller;
  if (action === 'give') {
    if (!(await holds.give(jobId, userId))) return { holder: null, holdId: null };
    await context.tell(jobId, { type: 'hold', hold: null });
    await context.note(jobId, { type: 'control', at: Date.now(), holder: null });
    await audit(context, caller, jobId, 'job.control_given');
    return { holder: null, holdId: null };
  }
  if (!UNDER_WAY.includes(status)) throw illegalMove({ status }, 'controlled');
  if (action === 'renew') {
    const hold = await holds.renew(jobId, userId);
    if (hold !== null) return tellHold(context, jobId, hold);
    const other = await holds.find(jobId);
    throw other === null
      ? new AppError('control_held', 'Control ended by itself.', { hint: 'Take it again.' })
      : heldBy(other.name);
  }
  const hold = await holds.take(jobId, { userId, name: await nameOf(context, caller) });
  if (hold.userId !== userId) throw heldBy(hold.name);
  await audit(context, caller, jobId, 'job.control_taken', reason);
  return tellHold(context, jobId, hold);
}
