import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServices } from '../../infrastructure/test/test-services.ts';
import { startTestDatabase, type TestDatabase } from '../test/database.ts';
import { dumpSchema } from './dump-schema.ts';

const FILE = new URL('./schema.sql', import.meta.url);

let database: TestDatabase;

beforeAll(async () => {
  database = await startTestDatabase(testServices().postgresAdminUrl);
});
afterAll(async () => {
  await database.close();
});

async function lines(sql: string): Promise<string[]> {
  const { rows } = await database.admin.query<{ line: string }>(sql);
  return rows.map(({ line }) => line);
}

test('the committed schema.sql is what the migrations make', async () => {
  const dump = await dumpSchema(database.admin);
  if (process.env['UPDATE_SCHEMA'] !== undefined) writeFileSync(FILE, dump);
  expect(dump).toBe(readFileSync(FILE, 'utf8'));
});

test('R30 every table but the journal has row level security, enabled and forced, and a policy', async () => {
  const bare = await lines(`
    select c.relname as line from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and not (c.relrowsecurity and c.relforcerowsecurity and exists (select 1 from pg_policy p where p.polrelid = c.oid))`);
  expect(bare).toEqual(['schema_migrations']);
});

test('R30 each policy of the API compares with the setting as R30 writes it, for reading and for writing', async () => {
  const expected = "NULLIF(current_setting('app.org_id'::text, true), ''::text)";
  const odd = await lines(`
    select tablename || '.' || policyname as line from pg_policies where schemaname = 'public' and roles = '{public}'
      and (position($q$${expected}$q$ in qual) = 0 or position($q$${expected}$q$ in coalesce(with_check, '')) = 0)
    order by 1`);
  // What everybody may read.
  expect(odd).toEqual(['providers.catalogue']);
});

test('R30 only the listed policies are for another role than everybody, and that role logs in never', async () => {
  const special = await lines(`
    select tablename || '.' || policyname || ' ' || array_to_string(roles, ',') as line from pg_policies
    where schemaname = 'public' and roles <> '{public}' order by 1`);
  expect(special).toEqual(['providers.catalogue_upkeep sri_owner', 'users.login_lookup sri_owner']);
});

test('R30 the roles are as narrow as they must be', async () => {
  const roles = await lines(`
    select concat_ws(' ', rolname, case when rolcanlogin then 'login' end, case when rolbypassrls then 'bypassrls' end,
      case when rolsuper then 'superuser' end, case when rolcreaterole then 'createrole' end, case when rolcreatedb then 'createdb' end) as line
    from pg_roles where rolname in ('sri_owner', 'sri_api', 'sri_relay') order by 1`);
  expect(roles).toEqual(['sri_api login', 'sri_owner', 'sri_relay login bypassrls']);
  const owned = await lines(`
    select distinct pg_get_userbyid(relowner)::text as line from pg_class where relnamespace = 'public'::regnamespace`);
  expect(owned).toEqual(['sri_owner']);
  const members = await lines(`
    select pg_get_userbyid(member)::text as line from pg_auth_members
    where pg_get_userbyid(member) in ('sri_api', 'sri_relay')`);
  expect(members).toEqual([]);
});

test('R30 nobody but the owner may truncate, and no right goes to everybody', async () => {
  const loose = await lines(`
    select table_name || ' ' || grantee || ' ' || privilege_type as line from information_schema.role_table_grants
    where table_schema = 'public' and grantee <> 'sri_owner'
      and (grantee = 'PUBLIC' or privilege_type in ('TRUNCATE', 'TRIGGER', 'REFERENCES'))`);
  expect(loose).toEqual([]);
});

test('R41 the API may add to the audit log and read it, and nothing else', async () => {
  const rights = await lines(`
    select privilege_type as line from information_schema.role_table_grants
    where table_name = 'audit_log' and grantee = 'sri_api' order by 1`);
  expect(rights).toEqual(['INSERT', 'SELECT']);
});

test('R33 no view shows more than its reader may see; functions that run as their owner are known and fixed', async () => {
  const views = await lines(`
    select relname as line from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
      and not coalesce(reloptions @> '{security_invoker=true}', false)`);
  expect(views).toEqual([]);
  const definers = await lines(`
    select proname || ' ' || coalesce(array_to_string(proconfig, ','), 'no search_path') as line from pg_proc
    where pronamespace = 'public'::regnamespace and prosecdef`);
  expect(definers).toEqual(['find_user_for_login search_path=pg_catalog, public, pg_temp']);
  const callers = await lines(`
    select distinct case x.grantee when 0 then 'everybody' else pg_get_userbyid(x.grantee)::text end as line
    from pg_proc p cross join aclexplode(p.proacl) x where p.proname = 'find_user_for_login' order by 1`);
  expect(callers).toEqual(['sri_api', 'sri_owner']);
});

test('R33 unique constraints and foreign keys include the organisation, but for the listed ones', async () => {
  const orgColumn = `a.attname = case when k.conrelid = 'organisations'::regclass then 'id' else 'org_id' end`;
  const without = await lines(`
    select k.conrelid::regclass || ' ' || k.conname as line from pg_constraint k
    where k.connamespace = 'public'::regnamespace and k.contype in ('p', 'u', 'f')
      and not exists (select 1 from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any (k.conkey) and ${orgColumn})
    order by 1`);
  expect(without).toEqual([
    // The catalogue's rows have no organisation: a trigger checks it (0002).
    'connected_providers connected_providers_provider_id_fkey',
    'flows flows_provider_id_fkey',
    'jobs jobs_provider_id_fkey',
    // Which person belongs to which organisation is what the table says.
    'memberships memberships_user_id_fkey',
    'outbox outbox_pkey',
    'paused_portals paused_portals_provider_id_fkey',
    'portal_formats portal_formats_provider_id_fkey',
    'portal_settings portal_settings_provider_id_fkey',
    'providers providers_pkey',
    'schema_migrations schema_migrations_pkey',
    'session_lives session_lives_provider_id_fkey',
    // People sign in with nothing but their address.
    'users users_email_key',
    'users users_home_org_id_fkey',
    'users users_pkey',
  ]);
  const indexes = await lines(`
    select i.indexrelid::regclass::text as line from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relnamespace = 'public'::regnamespace and i.indisunique
      and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)
      and not exists (select 1 from pg_attribute a where a.attrelid = i.indrelid and a.attname = 'org_id' and a.attnum = any (i.indkey))`);
  expect(indexes).toEqual([]);
});

test('R34 the relay reads and writes jobs and outbox, and of the rest nothing but limits of organisations, paused portals, accounts that are held or due and how their sessions are, who has secrets, and which schedules, webhooks and mails are due', async () => {
  const tables = await lines(`
    select table_name || ': ' || string_agg(lower(privilege_type), ', ' order by privilege_type) as line
    from information_schema.role_table_grants where grantee = 'sri_relay' group by table_name order by table_name`);
  expect(tables).toEqual([
    'jobs: select, update',
    'outbox: delete, insert, select, update',
    'schema_migrations: select',
  ]);
  const columns = await lines(`
    select distinct table_name || '.' || column_name as line from information_schema.column_privileges
    where grantee = 'sri_relay' and table_name not in ('jobs', 'outbox', 'schema_migrations') order by 1`);
  expect(columns).toEqual([
    ...['attempts', 'id', 'next_at', 'org_id', 'state'].map((column) => `alert_mails.${column}`),
    'connected_providers.check_id',
    'connected_providers.guard_id',
    'connected_providers.id',
    'connected_providers.next_check_at',
    'connected_providers.org_id',
    'connected_providers.provider_id',
    'connected_providers.status',
    'connected_providers.user_id',
    'flows.id',
    'flows.name',
    'flows.org_id',
    'org_secrets.org_id',
    'organisations.id',
    'organisations.max_in_flight',
    'organisations.max_queued',
    'paused_portals.id',
    'paused_portals.org_id',
    'paused_portals.provider_id',
    'schedules.id',
    'schedules.next_at',
    'schedules.org_id',
    ...[
      'attempts',
      'claimed_until',
      'event',
      'id',
      'job_id',
      'next_at',
      'org_id',
      'payload',
      'state',
      'webhook_id',
    ].map((column) => `webhook_deliveries.${column}`),
    'webhooks.disabled_at',
    'webhooks.events',
    'webhooks.id',
    'webhooks.org_id',
  ]);
  await expect(database.relay.asRelay((sql) => sql.rows('select * from users'))).rejects.toMatchObject({
    code: '42501',
  });
});
