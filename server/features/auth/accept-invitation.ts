import { AppError } from '@sri/shared/errors.ts';
import type { Invitation } from '@sri/shared/protocol/api/invitations.ts';
import type { SignedIn } from '@sri/shared/protocol/api/auth.ts';
import type { Sql } from '../../db/transaction.ts';
import { violatedConstraint } from '../../db/unavailable.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AuthContext } from './auth-context.ts';
import { findOpenInvitation, spendInvitation } from './invitation-store.ts';
import { issueDeviceToken } from './known-device.ts';
import { putUser } from './members.ts';
import { parseToken, type OpaqueToken } from './opaque-token.ts';
import { emailTaken } from './register.ts';
import { beginSession } from './sign-in-session.ts';

/** The same words whether it was used, withdrawn, late or never there. */
function ended(): AppError {
  return new AppError('invitation_ended', 'This invitation has ended, or was never made.', {
    hint: 'It may have been used, withdrawn or replaced. Ask for a new one.',
  });
}

function tokenOf(text: string): OpaqueToken {
  const token = parseToken('srv', text);
  if (token === undefined) throw ended();
  return token;
}

interface Opened extends Invitation {
  orgName: string;
}

async function open(sql: Sql, { orgId, hash }: OpaqueToken): Promise<Opened> {
  const invitation = await findOpenInvitation(sql, orgId, hash);
  const org = await sql.row<{ name: string }>('select name from organisations where id = $1', [orgId]);
  if (invitation === undefined || org === undefined) throw ended();
  return { ...invitation, orgName: org.name };
}

/** What the link is for. Throws `invitation_ended`. */
export function readInvitation({ db }: AuthContext, text: string): Promise<Opened> {
  const token = tokenOf(text);
  return db.inOrg(token.orgId, (sql) => open(sql, token));
}

/**
 * Makes the person a member of the organisation that invited, signed in. Of two who come with one link the first gets
 * in. Throws `invitation_ended`, `email_taken`, `too_many_requests`.
 */
export async function acceptInvitation(
  context: AuthContext,
  { token: text, name, password }: { token: string; name: string; password: string },
  ip: string,
): Promise<SignedIn> {
  const token = tokenOf(text);
  const { orgId } = token;
  // Looked at before the password is hashed: whoever has no link gets no work done.
  const { email, role } = await readInvitation(context, text);
  await context.throttle.registering(ip);
  const passwordHash = await context.hasher.hash(password);
  try {
    const { userId, orgName, tokens } = await context.db.inOrg(orgId, async (sql) => {
      const { orgName: invitedTo, id } = await open(sql, token);
      if (!(await spendInvitation(sql, orgId, token.hash))) throw ended();
      const made = await putUser(sql, orgId, { email, name }, passwordHash);
      await sql.run(
        `insert into memberships (org_id, user_id, role) values ($1, $2, $3)
         on conflict (org_id, user_id) do update set role = excluded.role, removed_at = null, created_at = now()`,
        [orgId, made, role],
      );
      const user = await sql.row<{ token_version: number }>('select token_version from users where id = $1', [made]);
      const person = { orgId, userId: made, role, tokenVersion: user?.token_version ?? 1 };
      const begun = await beginSession(context, sql, person);
      await recordAudit(sql, { orgId, actorId: made, action: 'invitation.accepted', subject: id, details: { role } });
      return { userId: made, orgName: invitedTo, tokens: begun };
    });
    context.lookup.forget();
    return {
      ...tokens,
      deviceToken: issueDeviceToken(context.jwt, email),
      user: { id: userId, email, name, role },
      org: { id: orgId, name: orgName },
    };
  } catch (error) {
    if (violatedConstraint(error) === 'users_email_key') throw emailTaken();
    throw error;
  }
}
