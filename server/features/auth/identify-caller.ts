import { AppError } from '@sri/shared/errors.ts';
import type { Role } from '@sri/shared/model/user.ts';
import type { SigningKeys } from '@sri/shared/node/sign.ts';
import type { Database, Sql } from '../../db/transaction.ts';
import type { Caller } from '../../http/route.ts';
import { expiredToken, readAccessToken, type AccessClaims } from './access-token.ts';
import { parseToken, type OpaqueToken } from './opaque-token.ts';
import { lowerRole } from './roles.ts';
import { createShortCache } from './short-cache.ts';

/** How long a change of rights may go unnoticed, in ms (R36: within a second). */
const CHECKED_FOR_MS = 1000;

interface Standing {
  role: Role;
  token_version: number;
  signed_in: boolean;
}

interface KeyRow {
  user_id: string;
  role: Role;
  member_role: Role;
}

export interface CallerLookup {
  /** Whose access token (header or cookie) or API key this is. Throws `unauthenticated`, `token_expired`, `database_unavailable`. */
  identify: (credential: { text: string; from: 'header' | 'cookie' }) => Promise<Caller>;
  /** Called after a change of rights, so that this process notices it at once. */
  forget: () => void;
}

/** Tokens are checked by signature, and at most a second old by what the database says of the person. */
export function createCallerLookup(db: Database, keys: SigningKeys): CallerLookup {
  const standings = createShortCache<Standing | undefined>(CHECKED_FOR_MS);
  const apiKeys = createShortCache<KeyRow | undefined>(CHECKED_FOR_MS);

  const standingOf = ({ orgId, userId, sid }: AccessClaims): Promise<Standing | undefined> =>
    standings.get(`${orgId} ${userId} ${sid}`, () =>
      db.inOrg(orgId, (sql) =>
        sql.row<Standing>(
          `select m.role, u.token_version, exists (
             select 1 from refresh_tokens t
             where t.org_id = $1 and t.family_id = $3 and t.user_id = $2 and t.revoked_at is null) as signed_in
           from memberships m join users u on u.id = m.user_id
           where m.org_id = $1 and m.user_id = $2 and m.removed_at is null`,
          [orgId, userId, sid],
        ),
      ),
    );

  const byAccessToken = async (text: string, via: Caller['via']): Promise<Caller> => {
    const claims = readAccessToken(keys, text);
    const { orgId, userId, role, tokenVersion, sid } = claims;
    const standing = await standingOf(claims);
    const holds = standing !== undefined && standing.signed_in && standing.token_version === tokenVersion;
    if (!holds) throw expiredToken('This sign-in has been ended.');
    if (standing.role !== role) throw expiredToken('Your role has changed since this token was issued.');
    return { orgId, userId, role, via, sessionId: sid };
  };

  const byApiKey = async (token: OpaqueToken): Promise<Caller> => {
    const row = await apiKeys.get(token.hash, () => db.inOrg(token.orgId, (sql) => useApiKey(sql, token)));
    if (row === undefined) {
      throw new AppError('unauthenticated', 'The API key is not valid.', {
        hint: 'It may have been revoked or have expired; an admin makes a new one with POST /api/api-keys.',
      });
    }
    return { orgId: token.orgId, userId: row.user_id, role: lowerRole(row.role, row.member_role), via: 'apiKey' };
  };

  return {
    identify: ({ text, from }) => {
      const apiKey = from === 'header' ? parseToken('sri', text) : undefined;
      return apiKey === undefined ? byAccessToken(text, from === 'header' ? 'token' : 'cookie') : byApiKey(apiKey);
    },
    forget: () => {
      standings.clear();
      apiKeys.clear();
    },
  };
}

async function useApiKey(sql: Sql, token: OpaqueToken): Promise<KeyRow | undefined> {
  const row = await sql.row<KeyRow>(
    `select k.user_id, k.role, m.role as member_role
     from api_keys k join memberships m on m.org_id = k.org_id and m.user_id = k.user_id
     where k.org_id = $1 and k.key_hash = $2 and k.revoked_at is null and m.removed_at is null
       and (k.expires_at is null or k.expires_at > now())`,
    [token.orgId, token.hash],
  );
  if (row !== undefined) {
    await sql.run(
      `update api_keys set last_used_at = now() where org_id = $1 and key_hash = $2
       and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
      [token.orgId, token.hash],
    );
  }
  return row;
}
