import type { Role } from '@sri/shared/model/user.ts';
import type { Invitation } from '@sri/shared/protocol/api/invitations.ts';
import type { Sql } from '../../db/transaction.ts';

interface InvitationRow {
  id: string;
  email: string;
  role: Role;
  inviter: string;
  created_at: Date;
  expires_at: Date;
  accepted_at: Date | null;
  revoked_at: Date | null;
}

const SELECT = `select i.id, i.email, i.role, u.name as inviter, i.created_at, i.expires_at, i.accepted_at, i.revoked_at
  from invitations i join users u on u.id = i.invited_by where i.org_id = $1`;
const OPEN = 'accepted_at is null and revoked_at is null';
const MOST = 200;

function toInvitation(row: InvitationRow): Invitation {
  const { id, email, role, inviter: invitedBy } = row;
  return {
    id,
    email,
    role,
    invitedBy,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    acceptedAt: row.accepted_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  };
}

export async function findInvitations(sql: Sql, orgId: string): Promise<Invitation[]> {
  const rows = await sql.rows<InvitationRow>(`${SELECT} order by i.created_at desc, i.id limit ${MOST}`, [orgId]);
  return rows.map(toInvitation);
}

export async function findInvitation(sql: Sql, orgId: string, id: string): Promise<Invitation | undefined> {
  const row = await sql.row<InvitationRow>(`${SELECT} and i.id = $2`, [orgId, id]);
  return row === undefined ? undefined : toInvitation(row);
}

/** The invitation of a link, while it can be accepted. */
export async function findOpenInvitation(sql: Sql, orgId: string, hash: string): Promise<Invitation | undefined> {
  const row = await sql.row<InvitationRow>(`${SELECT} and i.token_hash = $2 and ${OPEN} and i.expires_at > now()`, [
    orgId,
    hash,
  ]);
  return row === undefined ? undefined : toInvitation(row);
}

/** True for the first one who comes with the link, as long as it holds. */
export async function spendInvitation(sql: Sql, orgId: string, hash: string): Promise<boolean> {
  const spent = await sql.run(
    `update invitations set accepted_at = now()
     where org_id = $1 and token_hash = $2 and ${OPEN} and expires_at > now()`,
    [orgId, hash],
  );
  return spent === 1;
}

/** Withdraws what is still open of an address. */
export async function revokeInvitationsTo(sql: Sql, orgId: string, email: string): Promise<void> {
  await sql.run(`update invitations set revoked_at = now() where org_id = $1 and email = $2 and ${OPEN}`, [
    orgId,
    email,
  ]);
}

/** Withdraws what somebody had invited who may no longer: such a link would outlive its maker's rights. */
export async function revokeInvitationsBy(sql: Sql, orgId: string, userId: string): Promise<void> {
  await sql.run(`update invitations set revoked_at = now() where org_id = $1 and invited_by = $2 and ${OPEN}`, [
    orgId,
    userId,
  ]);
}
