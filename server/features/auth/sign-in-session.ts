import { newId } from '@sri/shared/model/ids.ts';
import type { Role } from '@sri/shared/model/user.ts';
import type { Sql } from '../../db/transaction.ts';
import { issueAccessToken } from './access-token.ts';
import type { AuthContext } from './auth-context.ts';
import { makeToken } from './opaque-token.ts';

/** How long a sign-in lives without being used, in days. */
export const REFRESH_DAYS = 30;

export interface Person {
  orgId: string;
  userId: string;
  role: Role;
  tokenVersion: number;
}

export interface Tokens {
  token: string;
  expiresIn: number;
  refreshToken: string;
}

export function accessTokenFor({ jwt, accessTokenSeconds }: AuthContext, person: Person, familyId: string): string {
  return issueAccessToken(jwt, { ...person, sid: familyId }, accessTokenSeconds);
}

/** Begins a sign-in: a family of refresh tokens with its first one, and an access token. */
export async function beginSession(context: AuthContext, sql: Sql, person: Person): Promise<Tokens> {
  const { orgId, userId } = person;
  const familyId = newId();
  const refresh = makeToken('srr', orgId);
  await sql.run(
    "delete from refresh_tokens where org_id = $1 and user_id = $2 and expires_at < now() - interval '1 day'",
    [orgId, userId],
  );
  await insertRefreshToken(sql, { orgId, userId, familyId, hash: refresh.hash });
  const token = accessTokenFor(context, person, familyId);
  return { token, expiresIn: context.accessTokenSeconds, refreshToken: refresh.text };
}

export async function insertRefreshToken(
  sql: Sql,
  { orgId, userId, familyId, hash }: { orgId: string; userId: string; familyId: string; hash: string },
): Promise<void> {
  await sql.run(
    `insert into refresh_tokens (org_id, user_id, family_id, token_hash, expires_at)
     values ($1, $2, $3, $4, now() + make_interval(days => $5))`,
    [orgId, userId, familyId, hash, REFRESH_DAYS],
  );
}

/** Ends one sign-in. */
export async function endSession(sql: Sql, orgId: string, familyId: string): Promise<number> {
  return sql.run(
    'update refresh_tokens set revoked_at = now() where org_id = $1 and family_id = $2 and revoked_at is null',
    [orgId, familyId],
  );
}

/** Ends every sign-in of a user, access tokens included, in all organisations that see the new token version. */
export async function endAllSessions(sql: Sql, orgId: string, userId: string): Promise<void> {
  await sql.run('update users set token_version = token_version + 1 where id = $1 and home_org_id = $2', [
    userId,
    orgId,
  ]);
  await sql.run(
    'update refresh_tokens set revoked_at = now() where org_id = $1 and user_id = $2 and revoked_at is null',
    [orgId, userId],
  );
}
