import pg from 'pg';
import { AppError } from '@sri/shared/errors.ts';
import { readMigrationFiles, type MigrationFile } from './migration-files.ts';
import { ensureRoles, OWNER_ROLE, type DatabaseRoles } from './roles.ts';

export interface MigrationResult {
  /** Names of the files that ran now. */
  applied: string[];
  /** How many had run before. */
  before: number;
  /** What else was done or is worth knowing, in words. */
  notes: string[];
}

interface AppliedRow {
  name: string;
  checksum: string;
}

const JOURNAL = `
  create table if not exists schema_migrations (
    name text primary key,
    checksum text not null,
    applied_at timestamptz not null default now()
  );
  grant select on schema_migrations to sri_api, sri_relay;`;

async function connectAdmin(adminUrl: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: adminUrl,
    application_name: 'sri-migrate',
    connectionTimeoutMillis: 5000,
  });
  client.on('error', () => {
    // The statement that was running tells.
  });
  try {
    await client.connect();
    return client;
  } catch (cause) {
    const what = cause instanceof Error ? cause.message || String(cause) : String(cause);
    throw new AppError('database_unavailable', `the database cannot be reached: ${what}`, {
      hint: 'Start Postgres (docker-compose -f infrastructure/docker-compose.yml up -d) or correct DATABASE_ADMIN_URL.',
      cause,
    });
  }
}

/** One file and its entry in the journal, or neither. */
async function inOwnersTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query(`begin; set local role ${OWNER_ROLE}; set local lock_timeout = '10s'`);
  try {
    await work();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

function refuseEdited(files: MigrationFile[], applied: Map<string, string>): void {
  const edited = files.filter(({ name, checksum }) => (applied.get(name) ?? checksum) !== checksum);
  if (edited.length === 0) return;
  const names = edited.map(({ name }) => name).join(', ');
  throw new AppError('config_invalid', `already applied, but edited since: ${names}`, {
    hint: 'Put the file back as it was and write the change as a new migration.',
  });
}

async function apply(client: pg.Client, { name, sql, checksum }: MigrationFile): Promise<void> {
  try {
    await inOwnersTransaction(client, async () => {
      await client.query(sql);
      await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum]);
    });
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('config_invalid', `migration ${name} failed: ${what}`, {
      hint: 'Nothing of this file was kept. Correct what it says and run it again.',
      cause,
    });
  }
}

/**
 * Brings the schema up to this code: makes the roles, then runs the files that have not run yet, each in a transaction
 * of its own as the owner. Two at a time wait for each other. Throws `database_unavailable` when Postgres is away,
 * `config_invalid` where a file was edited, fails, or the admin lacks a right.
 */
export async function migrate(
  adminUrl: string,
  roles: DatabaseRoles,
  files: MigrationFile[] = readMigrationFiles(),
): Promise<MigrationResult> {
  const client = await connectAdmin(adminUrl);
  try {
    await client.query("select pg_advisory_lock(hashtextextended('sri migrations', 0))");
    const notes = await ensureRoles(client, roles);
    await inOwnersTransaction(client, async () => void (await client.query(JOURNAL)));
    const { rows } = await client.query<AppliedRow>('select name, checksum from schema_migrations');
    const applied = new Map(rows.map((row) => [row.name, row.checksum]));
    refuseEdited(files, applied);
    const open = files.filter(({ name }) => !applied.has(name));
    for (const file of open) await apply(client, file);
    return { applied: open.map(({ name }) => name), before: applied.size, notes };
  } finally {
    await client.end();
  }
}
