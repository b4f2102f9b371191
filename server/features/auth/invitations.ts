import { newId } from '@sri/shared/model/ids.ts';
import type { Role } from '@sri/shared/model/user.ts';
import { INVITATION_DAYS, type Invitation } from '@sri/shared/protocol/api/invitations.ts';
import type { Sql } from '../../db/transaction.ts';
import { notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AuthContext } from './auth-context.ts';
import { findInvitation, findInvitations, revokeInvitationsTo } from './invitation-store.ts';
import { findMember } from './member-store.ts';
import { makeToken } from './opaque-token.ts';
import { emailTaken } from './register.ts';

export function listInvitations({ db }: AuthContext, { orgId }: Caller): Promise<Invitation[]> {
  return db.inOrg(orgId, (sql) => findInvitations(sql, orgId));
}

async function invitationOr404(sql: Sql, orgId: string, id: string): Promise<Invitation> {
  const found = await findInvitation(sql, orgId, id);
  if (found === undefined) throw notFound('There is no such invitation.');
  return found;
}

/** A former member may be invited back; nobody else who has an account. */
async function refuseTaken(sql: Sql, orgId: string, email: string): Promise<void> {
  const user = await sql.row<{ id: string; home_org_id: string }>('select * from find_user_for_login($1)', [email]);
  if (user === undefined) return;
  const former = user.home_org_id === orgId && (await findMember(sql, orgId, user.id)) === undefined;
  if (!former) throw emailTaken();
}

/** Invites an address; an open invitation of it ends. The link's token is in this answer and nowhere else. Throws `email_taken`. */
export async function createInvitation(
  { db }: AuthContext,
  { orgId, userId: actorId }: Caller,
  { email, role }: { email: string; role: Role },
): Promise<Invitation & { token: string }> {
  const token = makeToken('srv', orgId);
  const id = newId();
  const made = await db.inOrg(orgId, async (sql) => {
    await refuseTaken(sql, orgId, email);
    await revokeInvitationsTo(sql, orgId, email);
    await sql.run(
      `insert into invitations (org_id, id, email, role, token_hash, invited_by, expires_at)
       values ($1, $2, $3, $4, $5, $6, now() + make_interval(days => $7))`,
      [orgId, id, email, role, token.hash, actorId, INVITATION_DAYS],
    );
    await recordAudit(sql, { orgId, actorId, action: 'invitation.created', subject: id, details: { email, role } });
    return invitationOr404(sql, orgId, id);
  });
  return { ...made, token: token.text };
}

/** Withdraws an invitation. One that has ended is left as it is. Throws `not_found`. */
export async function revokeInvitation({ db }: AuthContext, caller: Caller, id: string): Promise<void> {
  const { orgId, userId: actorId } = caller;
  await db.inOrg(orgId, async (sql) => {
    await invitationOr404(sql, orgId, id);
    const ended = await sql.run(
      'update invitations set revoked_at = now() where org_id = $1 and id = $2 and accepted_at is null and revoked_at is null',
      [orgId, id],
    );
    if (ended === 1) await recordAudit(sql, { orgId, actorId, action: 'invitation.revoked', subject: id });
  });
}
