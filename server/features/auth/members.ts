import { AppError } from '@sri/shared/errors.ts';
import { newId } from '@sri/shared/model/ids.ts';
import type { Role } from '@sri/shared/model/user.ts';
import type { Member } from '@sri/shared/protocol/api/members.ts';
import type { Sql } from '../../db/transaction.ts';
import { violatedConstraint } from '../../db/unavailable.ts';
import { notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { AuthContext } from './auth-context.ts';
import { revokeInvitationsBy } from './invitation-store.ts';
import { findMember, lockAdmins } from './member-store.ts';
import { emailTaken } from './register.ts';
import { endAllSessions } from './sign-in-session.ts';

export interface NewMember {
  email: string;
  name: string;
  password: string;
  role: Role;
}

export interface MemberChanges {
  role?: Role | undefined;
  password?: string | undefined;
}

async function memberOr404(sql: Sql, orgId: string, userId: string): Promise<Member> {
  const member = await findMember(sql, orgId, userId);
  if (member === undefined) throw notFound('There is no such member.');
  return member;
}

async function refuseLastAdmin(sql: Sql, orgId: string, userId: string): Promise<void> {
  const admins = await lockAdmins(sql, orgId);
  if (admins.length > 1 || admins[0] !== userId) return;
  throw new AppError('last_admin', 'This is the only admin of the organisation.', {
    hint: 'Make another member admin first.',
  });
}

/** The row of a person who becomes a member: a new one, or the one of a former member. Gives its id. */
export async function putUser(
  sql: Sql,
  orgId: string,
  { email, name }: Pick<NewMember, 'email' | 'name'>,
  passwordHash: string,
): Promise<string> {
  // Somebody who was here before: the row is ours, but the membership has ended.
  const former = await sql.row<{ id: string }>(
    `select u.id from users u join memberships m on m.user_id = u.id
     where u.email = $2 and u.home_org_id = $1 and m.org_id = $1 and m.removed_at is not null for update of m`,
    [orgId, email],
  );
  if (former !== undefined) {
    await sql.run('update users set name = $2, password_hash = $3, token_version = token_version + 1 where id = $1', [
      former.id,
      name,
      passwordHash,
    ]);
    return former.id;
  }
  const id = newId();
  await sql.run('insert into users (id, email, name, password_hash, home_org_id) values ($1, $2, $3, $4, $5)', [
    id,
    email,
    name,
    passwordHash,
    orgId,
  ]);
  return id;
}

/** Adds a member, or takes a removed one back. Throws `email_taken` where the address has an account already. */
export async function addMember(context: AuthContext, caller: Caller, member: NewMember): Promise<Member> {
  const { orgId, userId: actorId } = caller;
  const passwordHash = await context.hasher.hash(member.password);
  try {
    return await context.db.inOrg(orgId, async (sql) => {
      const userId = await putUser(sql, orgId, member, passwordHash);
      await sql.run(
        `insert into memberships (org_id, user_id, role) values ($1, $2, $3)
         on conflict (org_id, user_id) do update set role = excluded.role, removed_at = null, created_at = now()`,
        [orgId, userId, member.role],
      );
      const details = { role: member.role };
      await recordAudit(sql, { orgId, actorId, action: 'member.added', subject: userId, details });
      return memberOr404(sql, orgId, userId);
    });
  } catch (error) {
    if (violatedConstraint(error) === 'users_email_key') throw emailTaken();
    throw error;
  }
}

/** Changes role or password; either ends the member's sign-ins. Throws `last_admin`, `not_found`. */
export async function changeMember(
  context: AuthContext,
  caller: Caller,
  userId: string,
  { role, password }: MemberChanges,
): Promise<Member> {
  const { orgId, userId: actorId } = caller;
  const passwordHash = password === undefined ? undefined : await context.hasher.hash(password);
  const changed = await context.db.inOrg(orgId, async (sql) => {
    const before = await memberOr404(sql, orgId, userId);
    if (role !== undefined && role !== before.role) {
      if (before.role === 'admin') await refuseLastAdmin(sql, orgId, userId);
      await sql.run('update memberships set role = $3 where org_id = $1 and user_id = $2', [orgId, userId, role]);
      if (before.role === 'admin') await revokeInvitationsBy(sql, orgId, userId);
      const details = { from: before.role, to: role };
      await recordAudit(sql, { orgId, actorId, action: 'member.role_changed', subject: userId, details });
    }
    if (passwordHash !== undefined) {
      await sql.run('update users set password_hash = $2 where id = $1', [userId, passwordHash]);
      await endAllSessions(sql, orgId, userId);
      await recordAudit(sql, { orgId, actorId, action: 'member.password_set', subject: userId });
    }
    return memberOr404(sql, orgId, userId);
  });
  context.lookup.forget();
  if (passwordHash !== undefined) await context.throttle.reset(changed.email);
  return changed;
}

/** Removes a member. What he did keeps his name; he may be taken back. Throws `last_admin`, `not_found`. */
export async function removeMember(context: AuthContext, caller: Caller, userId: string): Promise<void> {
  const { orgId, userId: actorId } = caller;
  await context.db.inOrg(orgId, async (sql) => {
    await memberOr404(sql, orgId, userId);
    await refuseLastAdmin(sql, orgId, userId);
    await sql.run('update memberships set removed_at = now() where org_id = $1 and user_id = $2', [orgId, userId]);
    await sql.run('update api_keys set revoked_at = now() where org_id = $1 and user_id = $2 and revoked_at is null', [
      orgId,
      userId,
    ]);
    await revokeInvitationsBy(sql, orgId, userId);
    await endAllSessions(sql, orgId, userId);
    await recordAudit(sql, { orgId, actorId, action: 'member.removed', subject: userId });
  });
  context.lookup.forget();
}
