// One refresh token's life:
//
//   fresh ──used──> spent ──used again within 10 s──> its successor is given once more (two tabs at once)
//     │               └────used again later─────────> reuse: the whole family is revoked (RFC 9700)
//     └─ expired, revoked: refused
//
// A successor is derived from the token and our key, so that both tabs get the same one, and it need not be stored.
import { createHmac } from 'node:crypto';
import { AppError } from '@sri/shared/errors.ts';
import type { Role } from '@sri/shared/model/user.ts';
import { deriveKey } from '@sri/shared/node/keys.ts';
import type { Sql } from '../../db/transaction.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AuthContext } from './auth-context.ts';
import { makeToken, parseToken, type OpaqueToken } from './opaque-token.ts';
import { accessTokenFor, endSession, insertRefreshToken, type Tokens } from './sign-in-session.ts';

const GRACE_SECONDS = 10;
/** A family can be refreshed this often within the grace; more is not two tabs. */
const LONGEST_CHAIN = 20;

interface TokenRow {
  user_id: string;
  family_id: string;
  usable: boolean;
  spent: boolean;
  in_grace: boolean;
}

interface MemberRow {
  role: Role;
  token_version: number;
}

function successorOf(secret: string, token: OpaqueToken): OpaqueToken {
  const bytes = createHmac('sha256', deriveKey(secret, 'refresh-successor')).update(token.text).digest();
  return makeToken('srr', token.orgId, bytes);
}

function refused(): AppError {
  return new AppError('unauthenticated', 'The refresh token is not valid.', {
    hint: 'Sign in again with POST /api/auth/login.',
  });
}

function findToken(sql: Sql, { orgId, hash }: OpaqueToken): Promise<TokenRow | undefined> {
  return sql.row<TokenRow>(
    `select user_id, family_id, revoked_at is null and expires_at > now() as usable, spent_at is not null as spent,
       spent_at > now() - make_interval(secs => $3) as in_grace
     from refresh_tokens where org_id = $1 and token_hash = $2 for update`,
    [orgId, hash, GRACE_SECONDS],
  );
}

/** The family's token that is not spent yet, found along the successors of a spent one. */
async function liveSuccessor({ jwt }: AuthContext, sql: Sql, spent: OpaqueToken): Promise<OpaqueToken | undefined> {
  let token = spent;
  for (let step = 0; step < LONGEST_CHAIN; step += 1) {
    const candidates = [jwt.current, jwt.previous].filter((secret) => secret !== undefined);
    let next: OpaqueToken | undefined;
    for (const candidate of candidates.map((secret) => successorOf(secret, token))) {
      const row = await findToken(sql, candidate);
      if (row?.usable === true && !row.spent) return candidate;
      if (row?.usable === true) next = candidate;
    }
    if (next === undefined) return undefined;
    token = next;
  }
  return undefined;
}

/** Marks the token spent and puts its successor; or finds the successor that another tab has just been given. */
async function rotate(
  context: AuthContext,
  sql: Sql,
  token: OpaqueToken,
  row: TokenRow,
): Promise<OpaqueToken | undefined> {
  if (row.spent) return row.in_grace ? liveSuccessor(context, sql, token) : undefined;
  const next = successorOf(context.jwt.current, token);
  await sql.run('update refresh_tokens set spent_at = now() where org_id = $1 and token_hash = $2', [
    token.orgId,
    token.hash,
  ]);
  const { user_id: userId, family_id: familyId } = row;
  await insertRefreshToken(sql, { orgId: token.orgId, userId, familyId, hash: next.hash });
  return next;
}

/**
 * New tokens for a refresh token, which is spent by it. Throws `unauthenticated`, or `refresh_token_reused` after it has
 * ended the sign-in, or `database_unavailable`.
 */
export async function refreshSession(context: AuthContext, text: string): Promise<Tokens> {
  const token = parseToken('srr', text);
  if (token === undefined) throw refused();
  const { orgId } = token;
  const outcome = await context.db.inOrg(orgId, async (sql): Promise<Tokens | 'refused' | 'reused'> => {
    const row = await findToken(sql, token);
    if (row === undefined || !row.usable) return 'refused';
    const { user_id: userId, family_id: familyId } = row;
    const member = await sql.row<MemberRow>(
      `select m.role, u.token_version from memberships m join users u on u.id = m.user_id
       where m.org_id = $1 and m.user_id = $2 and m.removed_at is null`,
      [orgId, userId],
    );
    if (member === undefined) return 'refused';
    const next = await rotate(context, sql, token, row);
    if (next === undefined) {
      await endSession(sql, orgId, familyId);
      await recordAudit(sql, { orgId, actorId: userId, action: 'auth.refresh_token_reused', subject: familyId });
      return 'reused';
    }
    const person = { orgId, userId, role: member.role, tokenVersion: member.token_version };
    const access = accessTokenFor(context, person, familyId);
    return { token: access, expiresIn: context.accessTokenSeconds, refreshToken: next.text };
  });
  if (outcome === 'refused') throw refused();
  if (outcome === 'reused') {
    context.lookup.forget();
    throw new AppError('refresh_token_reused', 'This refresh token was used before; its sign-in has been ended.', {
      hint: 'Sign in again. If it was not you who used it twice, change your password.',
    });
  }
  return outcome;
}
