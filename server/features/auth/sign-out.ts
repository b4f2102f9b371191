import type { Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AuthContext } from './auth-context.ts';
import { parseToken } from './opaque-token.ts';
import { endAllSessions, endSession } from './sign-in-session.ts';

interface Session {
  orgId: string;
  userId: string;
  familyId: string;
}

async function sessionOf({ db }: AuthContext, refreshToken: string | undefined): Promise<Session | undefined> {
  const token = parseToken('srr', refreshToken ?? '');
  if (token === undefined) return undefined;
  const { orgId, hash } = token;
  const row = await db.inOrg(orgId, (sql) =>
    sql.row<{ user_id: string; family_id: string }>(
      'select user_id, family_id from refresh_tokens where org_id = $1 and token_hash = $2 and revoked_at is null',
      [orgId, hash],
    ),
  );
  return row === undefined ? undefined : { orgId, userId: row.user_id, familyId: row.family_id };
}

/**
 * Ends the sign-in of the refresh token, else that of the access token; `everywhere`: all of that user. Where neither is
 * good there is nothing to end, and that is no error.
 */
export async function signOut(
  context: AuthContext,
  {
    caller,
    refreshToken,
    everywhere,
  }: { caller: Caller | null; refreshToken: string | undefined; everywhere: boolean },
): Promise<void> {
  const ofCaller =
    caller?.sessionId === undefined
      ? undefined
      : { orgId: caller.orgId, userId: caller.userId, familyId: caller.sessionId };
  const session = (await sessionOf(context, refreshToken)) ?? ofCaller;
  if (session === undefined) return;
  const { orgId, userId, familyId } = session;
  await context.db.inOrg(orgId, async (sql) => {
    if (everywhere) await endAllSessions(sql, orgId, userId);
    else await endSession(sql, orgId, familyId);
    const action = everywhere ? 'auth.signed_out_everywhere' : 'auth.signed_out';
    await recordAudit(sql, { orgId, actorId: userId, action, subject: familyId });
  });
  context.lookup.forget();
}
