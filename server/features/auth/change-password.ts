import { AppError } from '@sri/shared/errors.ts';
import type { SignedIn } from '@sri/shared/protocol/api/auth.ts';
import { invalidRequest, notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AuthContext } from './auth-context.ts';
import { issueDeviceToken } from './known-device.ts';
import { beginSession, endAllSessions } from './sign-in-session.ts';

interface UserRow {
  email: string;
  name: string;
  password_hash: string;
  token_version: number;
  org_name: string;
}

function ownRow(context: AuthContext, { orgId, userId }: Caller): Promise<UserRow | undefined> {
  return context.db.inOrg(orgId, (sql) =>
    sql.row<UserRow>(
      `select u.email, u.name, u.password_hash, u.token_version, o.name as org_name
       from users u, organisations o where u.id = $1 and u.home_org_id = $2 and o.id = $2`,
      [userId, orgId],
    ),
  );
}

/**
 * Changes the caller's password, ends all of his sign-ins and begins a new one. Throws `forbidden` for API keys,
 * `invalid_request` where the current password is wrong, `too_many_requests`.
 */
export async function changePassword(
  context: AuthContext,
  caller: Caller,
  { currentPassword, newPassword, ip }: { currentPassword: string; newPassword: string; ip: string },
): Promise<SignedIn> {
  if (caller.via === 'apiKey') {
    throw new AppError('forbidden', 'An API key cannot change a password.', { hint: 'Sign in and change it there.' });
  }
  const user = await ownRow(context, caller);
  if (user === undefined) throw notFound('Your account belongs to another organisation.');
  const { orgId, userId, role } = caller;
  // Whoever has a token but not the password guesses like a stranger, and is counted like one.
  const attempt = { email: user.email, ip, deviceId: `session-${userId}` };
  const right = await context.hasher.verify(user.password_hash, currentPassword, () => context.throttle.check(attempt));
  if (!right) {
    await context.throttle.failed(attempt);
    throw invalidRequest([{ field: 'currentPassword', message: 'is not the current password' }]);
  }
  const passwordHash = await context.hasher.hash(newPassword);
  const tokens = await context.db.inOrg(orgId, async (sql) => {
    await sql.run('update users set password_hash = $2 where id = $1', [userId, passwordHash]);
    await endAllSessions(sql, orgId, userId);
    const tokenVersion = user.token_version + 1;
    const begun = await beginSession(context, sql, { orgId, userId, role, tokenVersion });
    await recordAudit(sql, { orgId, actorId: userId, action: 'auth.password_changed', subject: userId });
    return begun;
  });
  context.lookup.forget();
  await context.throttle.succeeded(attempt);
  return {
    ...tokens,
    deviceToken: issueDeviceToken(context.jwt, user.email),
    user: { id: userId, email: user.email, name: user.name, role },
    org: { id: orgId, name: user.org_name },
  };
}
