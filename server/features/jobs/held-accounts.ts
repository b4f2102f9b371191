import type { RelayDatabase } from '../../db/transaction.ts';
import { queueAgain } from './queue-again.ts';

export interface AccountId {
  orgId: string;
  userId: string;
  provider: string;
}

export interface WaitingAccount extends AccountId {
  /** Digests of the session values that met the login page; '' where the worker named none. */
  digests: string[];
}

/** Accounts with executions that wait for a new session; of one account only, if given. */
export function findWaitingAccounts(relay: RelayDatabase, only?: AccountId): Promise<WaitingAccount[]> {
  return relay.asRelay((sql) =>
    sql.rows<WaitingAccount>(
      `select org_id as "orgId", user_id as "userId", provider, array_agg(distinct coalesce(held_session, '')) as digests
       from jobs where status = 'needs_login'
         and ($1::uuid is null or (org_id = $1 and user_id = $2 and provider = $3))
       group by org_id, user_id, provider`,
      [only?.orgId ?? null, only?.userId ?? null, only?.provider ?? null],
    ),
  );
}

/** A new session: everything of the account that waited for one is queued again, oldest first. Returns how many. */
export function releaseWaiting(relay: RelayDatabase, account: AccountId, newDigest: string): Promise<number> {
  return relay.asRelay(async (sql) => {
    const rows = await sql.rows<{ org_id: string; id: string; gen: number }>(
      `select org_id, id, gen from jobs
       where org_id = $1 and user_id = $2 and provider = $3 and status = 'needs_login'
         and coalesce(held_session, '') <> $4
       order by created_at, id for update`,
      [account.orgId, account.userId, account.provider, newDigest],
    );
    for (const row of rows) await queueAgain(sql, row);
    return rows.length;
  });
}
