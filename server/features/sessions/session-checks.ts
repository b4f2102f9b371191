import type { SessionHealth } from '@sri/shared/model/session-life.ts';
import { DEFAULT_SESSION_RULES } from '@sri/shared/model/session-life.ts';
import type { RelayDatabase, Sql } from '../../db/transaction.ts';
import { noteSeen, type AccountKey } from './session-lives.ts';

/*
 * An account whose session is tried by robots now and then (`next_check_at`, null: it is not):
 *
 *   resting ──due, and nothing says yet how the session is──> a proof is asked for (`check_id`), looked at every few seconds
 *      ^  └──due, but an execution has shown it, or nothing may start──> resting         │
 *      └─────────────────────────── answered, or nobody answered ────────────────────────┘
 *
 * Being due is taken from the row by one statement, so that of several control planes one looks. Dead in between, it is
 * due again in a few seconds.
 */

export interface DueAccount extends AccountKey {
  checkId: string | null;
}

/** Seconds until an account that is looked at now is due again, whoever looks. */
const LOOK_AGAIN_SECONDS = 10;
/** A tenth more or less, so that those of one morning spread. */
const SPREAD = '(0.9 + random() * 0.2)';

// One that was set by hand is tried when somebody asks for it.
const nextCheck = (minutes: string): string =>
  `case when ${minutes} = 0 or session_version = 0 then null else now() + ${minutes} * ${SPREAD} * interval '1 minute' end`;
const PACE = `coalesce((select s.check_every_minutes from portal_settings s where s.provider_id = c.provider_id),
  ${DEFAULT_SESSION_RULES.checkEveryMinutes})`;

/** The account has a session as of now: it is tried one pace from now. */
export async function scheduleCheck(sql: Sql, { userId, providerId }: Omit<AccountKey, 'orgId'>): Promise<void> {
  await sql.run(
    `update connected_providers c set check_id = null, next_check_at = ${nextCheck(PACE)} where user_id = $1 and provider_id = $2`,
    [userId, providerId],
  );
}

/** The portal's pace changed: of every account that had its session from the app. */
export async function scheduleChecks(sql: Sql, providerId: string): Promise<void> {
  await sql.run(
    `update connected_providers c set next_check_at = ${nextCheck(PACE)}
     where provider_id = $1 and check_id is null`,
    [providerId],
  );
}

/** Takes what is due, of all organisations. */
export function takeDueAccounts(relay: RelayDatabase, limit: number): Promise<DueAccount[]> {
  return relay.ask<DueAccount>(
    `update connected_providers c set next_check_at = now() + interval '${LOOK_AGAIN_SECONDS} seconds'
     where (org_id, id) in (select org_id, id from connected_providers where next_check_at <= now()
       order by next_check_at limit $1 for update skip locked)
     returning org_id as "orgId", user_id as "userId", provider_id as "providerId", check_id as "checkId"`,
    [limit],
  );
}

/** A proof was asked for: its answer is looked for every few seconds. */
export async function noteAsked(sql: Sql, { userId, providerId }: AccountKey, checkId: string): Promise<void> {
  await sql.run(
    `update connected_providers set check_id = $3, next_check_at = now() + interval '${LOOK_AGAIN_SECONDS} seconds'
     where user_id = $1 and provider_id = $2`,
    [userId, providerId, checkId],
  );
}

/** Nobody answered. */
export async function noteUnanswered(sql: Sql, { userId, providerId }: AccountKey, minutes: number): Promise<void> {
  await sql.run(
    `update connected_providers set check_id = null, next_check_at = now() + $3 * interval '1 minute'
     where user_id = $1 and provider_id = $2`,
    [userId, providerId, minutes],
  );
}

/**
 * Notes what a robot found, whoever asked for it, unless something later is noted already. A page that did not come
 * says nothing of the session.
 */
export async function noteHealth(sql: Sql, account: AccountKey, health: SessionHealth): Promise<void> {
  const { userId, providerId } = account;
  const changed = await sql.run(
    `update connected_providers set health = $3 where user_id = $1 and provider_id = $2
       and coalesce((health->>'at')::bigint, 0) < $4`,
    [userId, providerId, JSON.stringify(health), health.at],
  );
  if (changed === 0) return;
  const at = new Date(health.at);
  if (health.verdict === 'works') await noteSeen(sql, account, { taken: true, since: at, at });
  if (health.verdict === 'asksLogin') await noteSeen(sql, account, { taken: false, since: at, at });
}
