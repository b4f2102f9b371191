import { randomBytes } from 'node:crypto';
import { AppError } from '@sri/shared/errors.ts';
import type { Role } from '@sri/shared/model/user.ts';
import type { SignedIn } from '@sri/shared/protocol/api/auth.ts';
import type { Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AuthContext } from './auth-context.ts';
import { issueDeviceToken } from './known-device.ts';
import { beginSession } from './sign-in-session.ts';

/** Long enough to read the launcher's card and click; in seconds. */
const LIVES_SECONDS = 10 * 60;

interface Holder {
  orgId: string;
  userId: string;
  until: number;
}

/** Codes that sign somebody in once. They are in this process alone and end with it. */
export interface SignInCodes {
  issue(caller: Caller): { code: string; expiresIn: number };
  /** Whose code it is; from then on nobody's. */
  spend(code: string): Pick<Holder, 'orgId' | 'userId'> | undefined;
}

/** One code for each user at a time: a new one takes the place of the one before. */
export function createSignInCodes(now: () => number = Date.now): SignInCodes {
  const codes = new Map<string, Holder>();
  return {
    issue: ({ orgId, userId }) => {
      for (const [code, holder] of codes) if (holder.userId === userId || holder.until <= now()) codes.delete(code);
      const code = randomBytes(32).toString('base64url');
      codes.set(code, { orgId, userId, until: now() + LIVES_SECONDS * 1000 });
      return { code, expiresIn: LIVES_SECONDS };
    },
    spend: (code) => {
      const holder = codes.get(code);
      codes.delete(code);
      return holder === undefined || holder.until <= now() ? undefined : holder;
    },
  };
}

interface MemberRow {
  role: Role;
  org_name: string;
  email: string;
  name: string;
  token_version: number;
}

function refused(): AppError {
  return new AppError('unauthenticated', 'The code is not good, or not any more.', {
    hint: 'Sign in with e-mail address and password.',
  });
}

/** Signs in whoever the code was made for. Throws `unauthenticated`, also when the member was removed meanwhile. */
export async function signInWithCode(context: AuthContext, codes: SignInCodes, code: string): Promise<SignedIn> {
  const holder = codes.spend(code);
  if (holder === undefined) throw refused();
  const { orgId, userId } = holder;
  return context.db.inOrg(orgId, async (sql) => {
    const member = await sql.row<MemberRow>(
      `select m.role, o.name as org_name, u.email, u.name, u.token_version
       from memberships m join organisations o on o.id = m.org_id join users u on u.id = m.user_id
       where m.org_id = $1 and m.user_id = $2 and m.removed_at is null`,
      [orgId, userId],
    );
    if (member === undefined) throw refused();
    const { role, email, name } = member;
    const tokens = await beginSession(context, sql, { orgId, userId, role, tokenVersion: member.token_version });
    const details = { by: 'code' };
    await recordAudit(sql, { orgId, actorId: userId, action: 'auth.signed_in', subject: userId, details });
    return {
      ...tokens,
      deviceToken: issueDeviceToken(context.jwt, email),
      user: { id: userId, email, name, role },
      org: { id: orgId, name: member.org_name },
    };
  });
}
