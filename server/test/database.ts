import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createLogger } from '@sri/shared/node/logger.ts';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import { migrate } from '../db/migrate.ts';
import { readMigrationFiles } from '../db/migration-files.ts';
import { createPool } from '../db/pool.ts';
import { createDatabase, createRelayDatabase, type Database, type RelayDatabase } from '../db/transaction.ts';

/** The logins of every test database. */
export const TEST_ROLES = {
  api: { name: 'sri_api', password: 'sri_api' },
  relay: { name: 'sri_relay', password: 'sri_relay' },
};

export interface TestDatabase {
  name: string;
  /** As the API's role. */
  url: string;
  relayUrl: string;
  /** As the superuser, for what a test must see or break. */
  adminUrl: string;
  db: Database;
  relay: RelayDatabase;
  pool: pg.Pool;
  admin: pg.Pool;
  /** Ends the connections and drops the database. */
  close(): Promise<void>;
}

function addressOf(adminUrl: string, database: string, login?: { name: string; password: string }): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  if (login !== undefined) [url.username, url.password] = [login.name, login.password];
  return url.href;
}

async function asAdmin<T>(adminUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: addressOf(adminUrl, 'postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The migrated database that all files of a run clone; made by whoever comes first. */
async function ensureTemplate(adminUrl: string): Promise<string> {
  const name = `sri_template_${sha256Hex(
    readMigrationFiles()
      .map(({ checksum }) => checksum)
      .join(),
  ).slice(0, 12)}`;
  await asAdmin(adminUrl, async (client) => {
    await client.query("select pg_advisory_lock(hashtextextended('sri test template', 0))");
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount !== 0) return;
    await client.query(`drop database if exists ${name}_new with (force)`);
    await client.query(`create database ${name}_new`);
    await migrate(addressOf(adminUrl, `${name}_new`), TEST_ROLES);
    await client.query(`alter database ${name}_new rename to ${name}`);
  });
  return name;
}

/** A database of this test file's own, cloned from the migrated template. `poolMax`: connections of the API's pool. */
export async function startTestDatabase(adminUrl: string, { poolMax = 8 } = {}): Promise<TestDatabase> {
  const template = await ensureTemplate(adminUrl);
  const name = `sri_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(adminUrl, (client) => client.query(`create database ${name} template ${template}`));
  const log = createLogger({ name: 'test', level: 'silent' });
  const url = addressOf(adminUrl, name, TEST_ROLES.api);
  const relayUrl = addressOf(adminUrl, name, TEST_ROLES.relay);
  const pool = createPool({ url, name: 'test-api', max: poolMax, log });
  const relayPool = createPool({ url: relayUrl, name: 'test-relay', max: 4, log });
  const admin = new pg.Pool({ connectionString: addressOf(adminUrl, name), max: 2 });
  admin.on('error', () => {
    // The database is dropped under it, or a test ended its connections.
  });
  return {
    name,
    url,
    relayUrl,
    adminUrl: addressOf(adminUrl, name),
    db: createDatabase(pool),
    relay: createRelayDatabase(relayPool),
    pool,
    admin,
    close: async () => {
      await Promise.all([pool.end(), relayPool.end(), admin.end()]);
      await asAdmin(adminUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}
