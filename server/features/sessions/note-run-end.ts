import type { JobStatus } from '@sri/shared/model/job.ts';
import { DEFAULT_SESSION_RULES } from '@sri/shared/model/session-life.ts';
import type { Sql } from '../../db/transaction.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { noteSeen, type AccountKey } from './session-lives.ts';

export interface RunEnd {
  status: JobStatus;
  code: string | undefined;
  /** A session captured later than this is another one than the run had. */
  since: Date;
}

/** One more refused login in a row; true where the account is stopped because of it, from now on. */
async function countRefusal(sql: Sql, { orgId, userId, providerId }: AccountKey): Promise<boolean> {
  const row = await sql.row<{ stopped: boolean }>(
    `with before as (select guard_id from connected_providers where org_id = $1 and user_id = $2 and provider_id = $3)
     update connected_providers c set refusals = refusals + 1,
       guard_id = case when refusals + 1 >= coalesce((select s.max_refusals from portal_settings s
         where s.org_id = c.org_id and s.provider_id = c.provider_id), $4) then coalesce(guard_id, gen_random_uuid()) end
     where org_id = $1 and user_id = $2 and provider_id = $3
     returning guard_id is not null and (select guard_id from before) is null as stopped`,
    [orgId, userId, providerId, DEFAULT_SESSION_RULES.maxRefusals],
  );
  return row?.stopped === true;
}

/**
 * What the end of an execution tells of the session it had, in the transaction that records it: the portal took it, or showed its
 * login page, or refused the flow's own login. After so many of those in a row as the organisation says, the account is stopped
 * before the portal locks it. True where that happened now.
 */
export async function noteRunEnd(sql: Sql, account: AccountKey, { status, code, since }: RunEnd): Promise<boolean> {
  const { orgId, userId, providerId } = account;
  const at = new Date();
  if (status === 'completed') {
    await noteSeen(sql, account, { taken: true, since, at });
    await sql.run(
      'update connected_providers set refusals = 0 where org_id = $1 and user_id = $2 and provider_id = $3 and refusals > 0',
      [orgId, userId, providerId],
    );
  }
  if (status !== 'needs_login') return false;
  await noteSeen(sql, account, { taken: false, since, at });
  if (code !== 'login_refused' || !(await countRefusal(sql, account))) return false;
  const details = { userId };
  await recordAudit(sql, { orgId, actorId: null, action: 'account.stopped', subject: providerId, details });
  return true;
}
