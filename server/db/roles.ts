import pg from 'pg';
import { AppError } from '@sri/shared/errors.ts';
import { scramVerifier } from './scram.ts';

/** Owns the tables, logs in never. The migrations' own files name it and the two below. */
export const OWNER_ROLE = 'sri_owner';
/** What the API may do. A login of another name becomes a member of it. */
const API_ROLE = 'sri_api';
/** What relay and reconciler may do (R34). */
const RELAY_ROLE = 'sri_relay';

export interface Login {
  name: string;
  password: string;
}

export interface DatabaseRoles {
  api: Login;
  relay: Login;
  /** Who takes the backups; only where a team's installation has them. */
  backup?: Login | undefined;
}

/** Name and password that a `postgres://` address logs in with. */
export function loginOf(url: string): Login {
  const { username, password } = new URL(url);
  return { name: decodeURIComponent(username), password: decodeURIComponent(password) };
}

interface Admin {
  name: string;
  superuser: boolean;
  bypassRls: boolean;
}

const RETRIED = new Set(['XX000', '23505', '42710']);

/** Roles belong to the whole cluster: two migrations of two databases may make or change one at the same time. */
async function whenRolesAreStill<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
      if (attempt === 5 || !RETRIED.has(code)) throw error;
    }
  }
}

interface RoleWish {
  name: string;
  attributes: string;
  /** Left as it is where it exists: another installation of this cluster may log in with it. */
  createOnly?: boolean;
}

async function ensureRole(client: pg.Client, wish: RoleWish, notes: string[]): Promise<void> {
  const { name, attributes, createOnly = false } = wish;
  const role = pg.escapeIdentifier(name);
  await whenRolesAreStill(async () => {
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [name]);
    const missing = rowCount === 0;
    if (!missing && createOnly) return;
    try {
      await client.query(`${missing ? 'create' : 'alter'} role ${role} ${attributes}`);
      if (missing) notes.push(`role ${name} made`);
    } catch (cause) {
      if (!(cause instanceof pg.DatabaseError) || cause.code !== '42501') throw cause;
      if (!missing) {
        notes.push(`role ${name} left as it is: the admin may not change it`);
        return;
      }
      throw new AppError('config_invalid', `role "${name}" does not exist and the admin may not create it`, {
        hint: `Let DATABASE_ADMIN_URL name a role with CREATEROLE, or have it made by hand: create role ${role} ${attributes.replace(/password '.*'/, "password '...'")};`,
        cause,
      });
    }
  });
}

async function grantMembership(client: pg.Client, group: string, member: string): Promise<void> {
  await whenRolesAreStill(async () => {
    const { rowCount } = await client.query("select 1 where pg_has_role($1, $2, 'member')", [member, group]);
    if (rowCount !== 0) return;
    await client.query(`grant ${pg.escapeIdentifier(group)} to ${pg.escapeIdentifier(member)}`);
  });
}

function refuseAdminAsLogin(admin: Admin, { api, relay, backup }: DatabaseRoles): void {
  const names = [admin.name, api.name, relay.name, OWNER_ROLE, ...(backup === undefined ? [] : [backup.name])];
  if (new Set(names).size === names.length) return;
  throw new AppError(
    'config_invalid',
    'DATABASE_ADMIN_URL, DATABASE_URL and DATABASE_RELAY_URL must name three roles, and DATABASE_BACKUP_URL another',
    {
      hint: 'Row level security does not bind the admin: let DATABASE_URL log in as sri_api and DATABASE_RELAY_URL as sri_relay.',
    },
  );
}

/**
 * Makes the roles that are missing, gives the logins the passwords of their addresses, and lets the admin act for
 * the owner. Returns what it did, in words. Throws `config_invalid` where the admin may not.
 */
export async function ensureRoles(client: pg.Client, roles: DatabaseRoles): Promise<string[]> {
  const { rows } = await client.query<Admin>(
    'select rolname as name, rolsuper as superuser, rolbypassrls as "bypassRls" from pg_roles where rolname = current_user',
  );
  const admin = rows[0] as Admin;
  refuseAdminAsLogin(admin, roles);
  const notes: string[] = [];
  const password = (login: Login): string => `password ${pg.escapeLiteral(scramVerifier(login.password))}`;
  const wishes: RoleWish[] = [
    { name: OWNER_ROLE, attributes: 'nologin nobypassrls', createOnly: true },
    ...(roles.api.name === API_ROLE ? [] : [{ name: API_ROLE, attributes: 'nologin nobypassrls', createOnly: true }]),
    ...(roles.relay.name === RELAY_ROLE ? [] : [{ name: RELAY_ROLE, attributes: 'nologin', createOnly: true }]),
    { name: roles.api.name, attributes: `login nobypassrls ${password(roles.api)}` },
    { name: roles.relay.name, attributes: `login bypassrls ${password(roles.relay)}` },
    // Reads everything, as a backup must, and writes nothing.
    ...(roles.backup === undefined
      ? []
      : [{ name: roles.backup.name, attributes: `login replication bypassrls ${password(roles.backup)}` }]),
  ];
  for (const wish of wishes) await ensureRole(client, wish, notes);
  await grantMembership(client, API_ROLE, roles.api.name);
  await grantMembership(client, RELAY_ROLE, roles.relay.name);
  if (roles.backup !== undefined) await grantMembership(client, 'pg_read_all_data', roles.backup.name);
  if (!admin.superuser) await grantMembership(client, OWNER_ROLE, admin.name);
  if (!admin.superuser && !admin.bypassRls) {
    notes.push(`role ${admin.name} has no BYPASSRLS: the guide's psql commands will not see any organisation's rows`);
  }
  await client.query(`grant usage, create on schema public to ${OWNER_ROLE}`);
  return notes;
}
