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

/** An account of which nothing may start, whatever its session: its portal is paused, or its logins were refused too often. */
export interface BlockedAccount extends AccountId {
  /** What the queue holds it by, see `pauseHold` and `guardHold`. */
  block: string;
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

/** What the queue holds an account by whose logins were refused too often, until somebody releases it. */
export function guardHold(guardId: string): string {
  return `guard:${guardId}`;
}

/** Is it a guard, of which not even a new session is the end? */
export function isGuardHold(held: string): boolean {
  return held.startsWith('guard:');
}

/** What an account is blocked by, the guard first; undefined: by nothing. */
export function blockOf({ pauseId, guardId }: { pauseId: string | null; guardId: string | null }): string | undefined {
  if (guardId !== null) return guardHold(guardId);
  return pauseId === null ? undefined : pauseHold(pauseId);
}

export function isBlockHold(held: string): boolean {
  return held.startsWith('paused:') || isGuardHold(held);
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

const OPEN_JOBS = `(select org_id, user_id, provider, provider_id from jobs
  where status in ('queued', 'running', 'needs_login', 'needs_person', 'needs_review') and ${WANTED})`;
const ACCOUNT = 'j.org_id as "orgId", j.user_id as "userId", j.provider';

/** Blocked accounts that have something to run. Others are held when they get it. A guard goes before a pause. */
export async function findBlockedAccounts(relay: RelayDatabase, only?: AccountFilter): Promise<BlockedAccount[]> {
  const rows = await relay.ask<AccountId & { pauseId: string | null; guardId: string | null }>(
    `select ${ACCOUNT}, null as "pauseId", c.guard_id as "guardId" from connected_providers c
     join ${OPEN_JOBS} j on j.org_id = c.org_id and j.user_id = c.user_id and j.provider_id = c.provider_id
     where c.guard_id is not null
     union
     select ${ACCOUNT}, p.id, null from paused_portals p
     join ${OPEN_JOBS} j on j.org_id = p.org_id and j.provider_id = p.provider_id
     where not exists (select 1 from connected_providers c where c.org_id = j.org_id and c.user_id = j.user_id
       and c.provider_id = j.provider_id and c.guard_id is not null)`,
    valuesOf(only),
  );
  return rows.map(({ pauseId, guardId, ...account }) => ({ ...account, block: blockOf({ pauseId, guardId }) ?? '' }));
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
