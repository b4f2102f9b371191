import type { Role } from '@sri/shared/model/user.ts';
import type { Member } from '@sri/shared/protocol/api/members.ts';
import type { Sql } from '../../db/transaction.ts';

interface MemberRow {
  user_id: string;
  email: string;
  name: string;
  role: Role;
  created_at: Date;
}

const COLUMNS = 'm.user_id, u.email, u.name, m.role, m.created_at';
const PRESENT = 'from memberships m join users u on u.id = m.user_id where m.org_id = $1 and m.removed_at is null';

function toMember(row: MemberRow): Member {
  const { user_id: userId, email, name, role } = row;
  return { userId, email, name, role, since: row.created_at.toISOString() };
}

export async function findMembers(sql: Sql, orgId: string): Promise<Member[]> {
  const rows = await sql.rows<MemberRow>(`select ${COLUMNS} ${PRESENT} order by u.name, m.user_id`, [orgId]);
  return rows.map(toMember);
}

export async function findMember(sql: Sql, orgId: string, userId: string): Promise<Member | undefined> {
  const row = await sql.row<MemberRow>(`select ${COLUMNS} ${PRESENT} and m.user_id = $2`, [orgId, userId]);
  return row === undefined ? undefined : toMember(row);
}

/** The admins' ids. Their rows are locked, so that two admins cannot remove each other at the same time. */
export async function lockAdmins(sql: Sql, orgId: string): Promise<string[]> {
  const rows = await sql.rows<{ user_id: string }>(
    `select user_id from memberships where org_id = $1 and role = 'admin' and removed_at is null order by user_id for update`,
    [orgId],
  );
  return rows.map((row) => row.user_id);
}
