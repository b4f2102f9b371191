import type { Sql } from '../../db/transaction.ts';

/** One user at one portal. */
export interface AccountKey {
  orgId: string;
  userId: string;
  providerId: string;
}

export interface SessionLife {
  capturedAt: Date;
  /** By the dates of its cookies; null: they have none. */
  expectedUntil: Date | null;
  /** When the portal last took it. */
  provenAt: Date | null;
  /** When it first was seen not to; null: it never was. */
  endedAt: Date | null;
}

/** Lives that a forecast looks back at. */
const REMEMBERED = 20;
const OF_ACCOUNT = 'org_id = $1 and user_id = $2 and provider_id = $3';
const CURRENT = `session_version = (select session_version from connected_providers c
  where c.org_id = $1 and c.user_id = $2 and c.provider_id = $3)`;

/** A session was captured or restored as this version. */
export async function beginLife(
  sql: Sql,
  { orgId, userId, providerId }: AccountKey,
  sessionVersion: number,
  expectedUntil: string | null,
): Promise<void> {
  await sql.run(
    `insert into session_lives (org_id, user_id, provider_id, session_version, expected_until) values ($1, $2, $3, $4, $5)
     on conflict (org_id, user_id, provider_id, session_version) do update
       set captured_at = now(), expected_until = excluded.expected_until, proven_at = null, ended_at = null`,
    [orgId, userId, providerId, sessionVersion, expectedUntil],
  );
}

/** The portal took the account's session, or did not, at `at`; nothing is noted of one that was captured after `since`. */
export async function noteSeen(
  sql: Sql,
  { orgId, userId, providerId }: AccountKey,
  { taken, since, at }: { taken: boolean; since: Date; at: Date },
): Promise<void> {
  const change = taken ? 'proven_at = greatest(proven_at, $5), ended_at = null' : 'ended_at = coalesce(ended_at, $5)';
  await sql.run(`update session_lives set ${change} where ${OF_ACCOUNT} and ${CURRENT} and captured_at <= $4`, [
    orgId,
    userId,
    providerId,
    since,
    at,
  ]);
}

/** All that is known of the organisation's sessions, newest first in each account. */
export async function findLives(
  sql: Sql,
): Promise<(SessionLife & Omit<AccountKey, 'orgId'> & { sessionVersion: number })[]> {
  return sql.rows(
    `select user_id as "userId", provider_id as "providerId", session_version as "sessionVersion", captured_at as "capturedAt",
       expected_until as "expectedUntil", proven_at as "provenAt", ended_at as "endedAt"
     from (select *, row_number() over (partition by user_id, provider_id order by session_version desc) as place
       from session_lives) l
     where place <= ${REMEMBERED} order by session_version desc`,
  );
}
