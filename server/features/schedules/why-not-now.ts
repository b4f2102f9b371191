import type { PauseReason, TickOutcome } from '@sri/shared/model/schedule.ts';
import type { Role } from '@sri/shared/model/user.ts';
import { mayDo } from '@sri/shared/protocol/permissions.ts';
import type { Sql } from '../../db/transaction.ts';
import type { ScheduleRow } from './schedule-rows.ts';

export interface WhyNot {
  outcome: TickOutcome;
  /** It pauses for this. */
  pause?: PauseReason;
  /** The execution that runs already. */
  jobId?: string;
}

interface Facts {
  role: Role | null;
  failed: number;
  open: string[];
  portal_paused: boolean;
  account_stopped: boolean;
}

// The flow running for this account counts, whoever started it: what must not overlap is the work in the portal.
const FACTS = `
  select (select role from memberships where user_id = $2 and removed_at is null) as role,
    (select count(*) filter (where status = 'failed')::int from
      (select status from jobs where schedule_id = $1 and created_at >= $4
         and status in ('completed', 'failed', 'cancelled', 'needs_review') order by created_at desc limit $5) last) as failed,
    array(select id::text from jobs where flow_id = $3 and user_id = $2 and not test
      and status in ('queued', 'running', 'needs_login', 'needs_person') order by created_at limit 2) as open,
    exists (select 1 from paused_portals where provider_id = $6) as portal_paused,
    exists (select 1 from connected_providers where user_id = $2 and provider_id = $6 and guard_id is not null)
      as account_stopped`;

/** Why the schedule starts nothing now; undefined: nothing of its own speaks against it. */
export async function whyNotNow(sql: Sql, row: ScheduleRow): Promise<WhyNot | undefined> {
  const values = [row.id, row.user_id, row.flow_id, row.failures_from, row.max_failures, row.provider_id];
  const facts = await sql.row<Facts>(FACTS, values);
  if (facts === undefined) throw new Error('a select without from gave no row');
  if (facts.role === null) return { outcome: 'owner', pause: 'owner_removed' };
  if (!mayDo(facts.role, 'jobs:run')) return { outcome: 'owner', pause: 'owner_rights' };
  if (facts.failed >= row.max_failures) return { outcome: 'failures', pause: 'failures' };
  const [running] = facts.open;
  // One may wait behind the one that runs; a third would only be late.
  const most = row.if_running === 'skip' ? 1 : 2;
  if (running !== undefined && facts.open.length >= most) return { outcome: 'running', jobId: running };
  if (facts.account_stopped) return { outcome: 'account_stopped' };
  return facts.portal_paused ? { outcome: 'portal_paused' } : undefined;
}
