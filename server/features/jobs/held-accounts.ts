import type { RelayDatabase } from '../../db/transaction.ts';
import { queueAgain } from './queue-again.ts';

export interface AccountId {
  orgId: string;
  userId: string;
  provider: string;
}

/** An organisation's accounts, or just one of them. */
export type AccountFilter = Pick<AccountId, 'orgId'> & Partial<AccountId>;

export interface WaitingAccount extends AccountId {
  /** Digests of the session values that met the login page; '' where the worker named none. */
  digests: string[];
}

export interface PausedAccount extends AccountId {
  /** What the queue holds it by, see `pauseHold`. */
  pause: string;
}

const WANTED = `($1::uuid is null or org_id = $1) and ($2::uuid is null or user_id = $2)
  and ($3::text is null or provider = $3)`;
const valuesOf = (only?: AccountFilter): unknown[] => [
  only?.orgId ?? null,
  only?.userId ?? null,
  only?.provider ?? null,
];

/** What the queue holds an account by while its portal is paused: no session's digest looks like it. */
export function pauseHold(pauseId: string): string {
  return `paused:${pauseId}`;
}

export function isPauseHold(held: string): boolean {
  return held.startsWith('paused:');
}

/** Accounts with executions that wait for a new session. */
export function findWaitingAccounts(relay: RelayDatabase, only?: AccountFilter): Promise<WaitingAccount[]> {
  return relay.ask<WaitingAccount>(
    `select org_id as "orgId", user_id as "userId", provider, array_agg(distinct coalesce(held_session, '')) as digests
     from jobs where status = 'needs_login' and ${WANTED}
     group by org_id, user_id, provider`,
    valuesOf(only),
  );
}

/** Accounts at paused portals that have something to run. Others are held when they get it. */
export async function findPausedAccounts(relay: RelayDatabase, only?: AccountFilter): Promise<PausedAccount[]> {
  const rows = await relay.ask<AccountId & { pauseId: string }>(
    `select distinct j.org_id as "orgId", j.user_id as "userId", j.provider, p.id as "pauseId"
     from paused_portals p
     join (select org_id, user_id, provider, provider_id from jobs
       where status in ('queued', 'running', 'needs_login', 'needs_person', 'needs_review') and ${WANTED}) j
       on j.org_id = p.org_id and j.provider_id = p.provider_id`,
    valuesOf(only),
  );
  return rows.map(({ pauseId, ...account }) => ({ ...account, pause: pauseHold(pauseId) }));
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
