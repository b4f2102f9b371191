import { AppError } from '@sri/shared/errors.ts';
import { newId } from '@sri/shared/model/ids.ts';
import type { SignedIn } from '@sri/shared/protocol/api/auth.ts';
import { violatedConstraint } from '../../db/unavailable.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AuthContext } from './auth-context.ts';
import { issueDeviceToken } from './known-device.ts';
import { beginSession } from './sign-in-session.ts';

export interface Registration {
  email: string;
  password: string;
  name: string;
  orgName: string;
}

/** For an e-mail address that is in use, in whichever organisation. */
export function emailTaken(): AppError {
  return new AppError('email_taken', 'This e-mail address already has an account.', {
    hint: 'Sign in with it, or use another address.',
    errors: [{ field: 'email', message: 'already has an account' }],
  });
}

/**
 * Makes an organisation with its first admin, signed in. Throws `email_taken`, `too_many_requests`,
 * `database_unavailable`; then nothing is made.
 */
export async function register(
  context: AuthContext,
  { email, password, name, orgName }: Registration,
  ip: string,
): Promise<SignedIn> {
  await context.throttle.registering(ip);
  const passwordHash = await context.hasher.hash(password);
  const orgId = newId();
  const userId = newId();
  try {
    const tokens = await context.db.inOrg(orgId, async (sql) => {
      await sql.run('insert into organisations (id, name) values ($1, $2)', [orgId, orgName]);
      await sql.run('insert into users (id, email, name, password_hash, home_org_id) values ($1, $2, $3, $4, $5)', [
        userId,
        email,
        name,
        passwordHash,
        orgId,
      ]);
      await sql.run("insert into memberships (org_id, user_id, role) values ($1, $2, 'admin')", [orgId, userId]);
      const begun = await beginSession(context, sql, { orgId, userId, role: 'admin', tokenVersion: 1 });
      await recordAudit(sql, {
        orgId,
        actorId: userId,
        action: 'org.registered',
        subject: orgId,
        details: { name: orgName },
      });
      return begun;
    });
    return {
      ...tokens,
      deviceToken: issueDeviceToken(context.jwt, email),
      user: { id: userId, email, name, role: 'admin' },
      org: { id: orgId, name: orgName },
    };
  } catch (error) {
    if (violatedConstraint(error) === 'users_email_key') throw emailTaken();
    throw error;
  }
}
