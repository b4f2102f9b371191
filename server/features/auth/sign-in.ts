import { AppError } from '@sri/shared/errors.ts';
import type { Role } from '@sri/shared/model/user.ts';
import type { SignedIn } from '@sri/shared/protocol/api/auth.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AuthContext, SignInAttempt } from './auth-context.ts';
import { issueDeviceToken, knownDevice } from './known-device.ts';
import { beginSession } from './sign-in-session.ts';

export interface SignInRequest {
  email: string;
  password: string;
  deviceToken?: string | undefined;
  ip: string;
}

interface UserRow {
  id: string;
  name: string;
  password_hash: string;
  token_version: number;
  home_org_id: string;
}

interface MemberRow {
  role: Role;
  org_name: string;
}

function wrongCredentials(): AppError {
  return new AppError('invalid_credentials', 'E-mail address or password is wrong.', {
    hint: 'Check both; an admin of your organisation can give you a new password.',
  });
}

/**
 * Signs in by e-mail address and password: the same work and the same words whether the address is unknown, the
 * password wrong or the member removed (R37). Throws `invalid_credentials`, `too_many_requests` or
 * `database_unavailable`.
 */
export async function signIn(context: AuthContext, request: SignInRequest): Promise<SignedIn> {
  const { email, password, deviceToken, ip } = request;
  const attempt: SignInAttempt = { email, ip, deviceId: knownDevice(context.jwt, email, deviceToken) };
  await context.throttle.check(attempt);
  const user = await context.db.inOrg(null, (sql) =>
    sql.row<UserRow>('select * from find_user_for_login($1)', [email]),
  );
  // Looked at again when its turn has come: of many guesses sent at once, only the first few are weighed.
  const right = await context.hasher.verify(user?.password_hash, password, () => context.throttle.check(attempt));
  if (!right || user === undefined) {
    await context.throttle.failed(attempt);
    if (user !== undefined) noteFailure(context, user, attempt);
    throw wrongCredentials();
  }
  const newHash = context.hasher.needsRehash(user.password_hash) ? await context.hasher.hash(password) : undefined;
  const signedIn = await enter(context, user, newHash);
  await context.throttle.succeeded(attempt);
  const device = attempt.deviceId === undefined ? undefined : deviceToken;
  return {
    ...signedIn.tokens,
    deviceToken: device ?? issueDeviceToken(context.jwt, email),
    user: { id: user.id, email, name: user.name, role: signedIn.role },
    org: { id: user.home_org_id, name: signedIn.org_name },
  };
}

async function enter(context: AuthContext, user: UserRow, newHash: string | undefined) {
  const orgId = user.home_org_id;
  return context.db.inOrg(orgId, async (sql) => {
    const member = await sql.row<MemberRow>(
      `select m.role, o.name as org_name from memberships m join organisations o on o.id = m.org_id
       where m.org_id = $1 and m.user_id = $2 and m.removed_at is null`,
      [orgId, user.id],
    );
    if (member === undefined) throw wrongCredentials();
    if (newHash !== undefined) {
      await sql.run('update users set password_hash = $2 where id = $1 and password_hash = $3', [
        user.id,
        newHash,
        user.password_hash,
      ]);
    }
    const { role } = member;
    const tokens = await beginSession(context, sql, { orgId, userId: user.id, role, tokenVersion: user.token_version });
    await recordAudit(sql, { orgId, actorId: user.id, action: 'auth.signed_in', subject: user.id });
    return { tokens, ...member };
  });
}

/** After the answer, and not waited for: writing it first would tell by its time that the address is known. */
function noteFailure({ db, log }: AuthContext, user: UserRow, { ip, deviceId }: SignInAttempt): void {
  const details = { ip, knownDevice: deviceId !== undefined };
  db.inOrg(user.home_org_id, (sql) =>
    recordAudit(sql, {
      orgId: user.home_org_id,
      actorId: null,
      action: 'auth.sign_in_failed',
      subject: user.id,
      details,
    }),
  ).catch((error: unknown) => log.warn({ err: error }, 'a failed sign-in could not be noted'));
}
