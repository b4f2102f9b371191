import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServices } from '../../infrastructure/test/test-services.ts';
import { newId } from '@sri/shared/model/ids.ts';
import { createLogger } from '@sri/shared/node/logger.ts';
import { startTestDatabase, TEST_ROLES, type TestDatabase } from '../test/database.ts';
import { readMigrationFiles, type MigrationFile } from './migration-files.ts';
import { migrate } from './migrate.ts';
import { createPool } from './pool.ts';
import { readSchemaState, requireUsableSchema } from './schema-state.ts';

let migrated: TestDatabase;
const log = createLogger({ name: 'test', level: 'silent' });
const madeDatabases: string[] = [];
const madeRoles: string[] = [];

function at(database: string, user?: string, password?: string): string {
  const url = new URL(testServices().postgresAdminUrl);
  url.pathname = `/${database}`;
  if (user !== undefined) url.username = user;
  if (password !== undefined) url.password = encodeURIComponent(password);
  return url.href;
}

async function query<R extends pg.QueryResultRow>(url: string, sql: string, values: unknown[] = []): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

const unique = (name: string): string => `${name}_${randomBytes(5).toString('hex')}`;

async function emptyDatabase(owner?: string): Promise<string> {
  const name = unique('sri_empty');
  await query(at('postgres'), `create database ${name}${owner === undefined ? '' : ` owner ${owner}`}`);
  madeDatabases.push(name);
  return name;
}

async function makeRole(attributes: string): Promise<string> {
  const name = unique('sri_role');
  await query(at('postgres'), `create role ${name} login password 'secret' ${attributes}`);
  madeRoles.push(name);
  return name;
}

function file(name: string, sql: string): MigrationFile {
  return { name, sql, checksum: `checksum of ${sql}` };
}

beforeAll(async () => {
  migrated = await startTestDatabase(testServices().postgresAdminUrl);
});
afterAll(async () => {
  await migrated.close();
  for (const name of madeDatabases) await query(at('postgres'), `drop database ${name} with (force)`);
  for (const name of madeRoles) await query(at('postgres'), `drop role ${name}`);
});

test('migrating again changes nothing and says so', async () => {
  const { applied, before } = await migrate(migrated.adminUrl, TEST_ROLES);
  expect(applied).toEqual([]);
  expect(before).toBe(readMigrationFiles().length);
});

test('two migrations of one database at once run each file once', async () => {
  const url = at(await emptyDatabase());
  const results = await Promise.all([migrate(url, TEST_ROLES), migrate(url, TEST_ROLES)]);
  const names = readMigrationFiles().map(({ name }) => name);
  expect(results.flatMap(({ applied }) => applied)).toEqual(names);
});

test('a file that was edited after it ran is refused by name, and nothing runs', async () => {
  const url = at(await emptyDatabase());
  await migrate(url, TEST_ROLES, [file('0001-first.sql', 'create table first (id int)')]);
  const edited = [
    file('0001-first.sql', 'create table first (id bigint)'),
    file('0002-second.sql', 'create table second (id int)'),
  ];
  await expect(migrate(url, TEST_ROLES, edited)).rejects.toMatchObject({
    code: 'config_invalid',
    message: expect.stringContaining('0001-first.sql') as unknown,
  });
  expect(await query(url, "select 1 from pg_class where relname = 'second'")).toEqual([]);
});

test('a file that fails leaves nothing of itself, and those before it stay', async () => {
  const url = at(await emptyDatabase());
  const files = [
    file('0001-good.sql', 'create table good (id int)'),
    file('0002-bad.sql', 'create table half (id int); select 1/0'),
  ];
  await expect(migrate(url, TEST_ROLES, files)).rejects.toMatchObject({
    message: 'migration 0002-bad.sql failed: division by zero',
  });
  const tables = await query(
    url,
    "select relname, pg_get_userbyid(relowner) as owner from pg_class where relname in ('good', 'half')",
  );
  expect(tables).toEqual([{ relname: 'good', owner: 'sri_owner' }]);
  expect(await query(url, 'select name from schema_migrations')).toEqual([{ name: '0001-good.sql' }]);
});

test('logins of other names become members of the roles, with passwords of any characters', async () => {
  const url = at(await emptyDatabase());
  const api = { name: unique('sri_api'), password: `it's "ñandú" \\ $1 %` };
  const relay = { name: unique('sri_relay'), password: 'p@ss/word' };
  madeRoles.push(api.name, relay.name);
  await migrate(url, { api, relay });
  const database = new URL(url).pathname.slice(1);
  const seen = await query(at(database, api.name, api.password), 'select count(*)::int as providers from providers');
  expect(seen).toEqual([{ providers: 2 }]);
  const jobs = await query(at(database, relay.name, relay.password), 'select count(*)::int as jobs from jobs');
  expect(jobs).toEqual([{ jobs: 0 }]);
  await migrate(url, { api: { ...api, password: 'changed' }, relay });
  await expect(query(at(database, api.name, api.password), 'select 1')).rejects.toMatchObject({ code: '28P01' });
  expect(await query(at(database, api.name, 'changed'), 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('an admin that may not create roles is told which one is missing', async () => {
  const admin = await makeRole('');
  const url = at(await emptyDatabase(admin), admin, 'secret');
  const missing = unique('sri_nobody');
  const roles = { api: { name: missing, password: 'x' }, relay: TEST_ROLES.relay };
  await expect(migrate(url, roles)).rejects.toMatchObject({
    code: 'config_invalid',
    message: `role "${missing}" does not exist and the admin may not create it`,
    hint: expect.not.stringContaining('SCRAM') as unknown,
  });
});

test('an admin with BYPASSRLS instead of superuser is enough where the roles exist', async () => {
  const admin = await makeRole('bypassrls');
  await query(at('postgres'), `grant sri_owner to ${admin}`);
  const url = at(await emptyDatabase(admin), admin, 'secret');
  const { applied } = await migrate(url, TEST_ROLES);
  expect(applied).toHaveLength(readMigrationFiles().length);
  const found = await query(url, 'select slug from providers order by slug');
  expect(found).toEqual([{ slug: 'cargill' }, { slug: 'practica' }]);
});

test('the admin cannot be the API login: row level security would bind nobody', async () => {
  const url = new URL(migrated.adminUrl);
  const api = { name: url.username, password: url.password };
  await expect(migrate(url.href, { api, relay: TEST_ROLES.relay })).rejects.toMatchObject({ code: 'config_invalid' });
});

test('a database that is away is told as such', async () => {
  const nowhere = 'postgres://sri:sri@127.0.0.1:1/sri_production';
  await expect(migrate(nowhere, TEST_ROLES)).rejects.toMatchObject({ code: 'database_unavailable' });
});

test("the guide's two psql commands work as printed, by the admin, for every organisation", async () => {
  const [orgId, userId] = [newId(), newId()];
  const { admin } = migrated;
  await admin.query('insert into organisations (id, name) values ($1, $2)', [orgId, 'Mi Empresa']);
  await admin.query(
    "insert into users (id, email, name, password_hash, home_org_id) values ($1, 'a@b.c', 'A', 'x', $2)",
    [userId, orgId],
  );
  await admin.query("insert into memberships (org_id, user_id, role) values ($1, $2, 'admin')", [orgId, userId]);
  const { rows } = await admin.query<{ id: string }>("select id from providers where slug = 'cargill'");
  const connect = `
    INSERT INTO connected_providers (org_id, user_id, provider_id, status)
    VALUES ('${orgId}', '${userId}', '${rows[0]?.id}', 'active')
    ON CONFLICT DO NOTHING;
  `;
  expect((await admin.query(connect)).rowCount).toBe(1);
  expect((await admin.query(connect)).rowCount).toBe(0);
  const listing = await admin.query(`
    SELECT id, org_id, status, created_at, updated_at
    FROM jobs
    ORDER BY created_at DESC
    LIMIT 10;
  `);
  expect(listing.rows).toEqual([]);
});

test('the schema is current, behind or unsafe, and away is no reason not to start', async () => {
  expect(await readSchemaState(migrated.pool)).toEqual({ kind: 'current' });
  expect(await readSchemaState(migrated.admin)).toEqual({ kind: 'unsafe', role: 'sri' });
  const empty = createPool({ url: at(await emptyDatabase(), 'sri_api', 'sri_api'), name: 'test', max: 1, log });
  const behind = await readSchemaState(empty);
  await empty.end();
  expect(behind).toEqual({ kind: 'behind', missing: readMigrationFiles().map(({ name }) => name) });
  expect(() => requireUsableSchema(behind)).toThrow(expect.objectContaining({ hint: 'run npm run migration:run' }));
  const nowhere = createPool({ url: 'postgres://sri_api:x@127.0.0.1:1/none', name: 'test', max: 1, log });
  const away = await readSchemaState(nowhere);
  await nowhere.end();
  expect(away.kind).toBe('away');
  expect(() => requireUsableSchema(away)).not.toThrow();
});
