import type pg from 'pg';
import { AppError } from '@sri/shared/errors.ts';
import { isUnavailable } from './unavailable.ts';

/** What a transaction can do: SQL with `$1` parameters, nothing else. */
export interface Sql {
  /** All rows. The caller names the row's shape; columns come as pg maps them. */
  rows<R extends object>(text: string, values?: unknown[]): Promise<R[]>;
  /** The first row, if any. */
  row<R extends object>(text: string, values?: unknown[]): Promise<R | undefined>;
  /** Number of rows that were changed. */
  run(text: string, values?: unknown[]): Promise<number>;
}

/** Whose data the transaction may see. `null`: nobody's, only what has no organisation (the catalogue). */
export type OrgScope = string | null;

export interface Database {
  /** Runs `work` in one transaction with the organisation set for it alone (R31). Throws `database_unavailable` when Postgres is away. */
  inOrg<T>(orgId: OrgScope, work: (sql: Sql) => Promise<T>): Promise<T>;
}

export interface RelayDatabase {
  /** A transaction of the relay's role: every organisation's jobs and outbox, nothing else (R34). */
  asRelay<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
}

function sqlOf(client: pg.PoolClient): Sql {
  const query = async (text: string, values: unknown[] = []): Promise<pg.QueryResult> => {
    try {
      return await client.query(text, values);
    } catch (error) {
      throw isUnavailable(error) ? unavailable(error) : error;
    }
  };
  return {
    rows: async <R extends object>(text: string, values?: unknown[]) => (await query(text, values)).rows as R[],
    row: async <R extends object>(text: string, values?: unknown[]) =>
      (await query(text, values)).rows[0] as R | undefined,
    run: async (text, values) => (await query(text, values)).rowCount ?? 0,
  };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `begin` and the organisation in one round trip, which is why the value is checked and not a parameter. */
function opening(orgId: OrgScope | undefined): string {
  if (orgId === undefined) return 'begin';
  if (orgId !== null && !UUID.test(orgId)) throw new Error(`not an organisation's id: ${JSON.stringify(orgId)}`);
  return `begin; set local app.org_id = '${orgId ?? ''}'`;
}

async function transact<T>(pool: pg.Pool, orgId: OrgScope | undefined, work: (sql: Sql) => Promise<T>): Promise<T> {
  const begin = opening(orgId);
  const client = await connect(pool);
  let broken: Error | undefined;
  try {
    await statement(client, begin);
    const result = await work(sqlOf(client));
    const ended = await statement(client, 'commit', true);
    // Postgres answers a commit after a failed statement by rolling back, without an error.
    if (ended !== 'COMMIT') throw new Error('the transaction had failed before its commit: nothing of it was kept');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.release(broken);
  }
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw isUnavailable(error) ? unavailable(error) : error;
  }
}

async function statement(client: pg.PoolClient, text: string, committing = false): Promise<string> {
  try {
    const result = await client.query(text);
    return result.command;
  } catch (error) {
    throw isUnavailable(error) ? unavailable(error, committing) : error;
  }
}

function unavailable(cause: unknown, committing = false): AppError {
  return new AppError('database_unavailable', 'The database cannot be reached.', {
    hint: committing
      ? 'The connection was lost while saving: look whether it was saved before you try again.'
      : 'Nothing was changed. Try again in a few seconds; if it lasts, look at /ready.',
    cause,
    retryAfterSeconds: 5,
  });
}

export function createDatabase(pool: pg.Pool): Database {
  return { inOrg: (orgId, work) => transact(pool, orgId, work) };
}

export function createRelayDatabase(pool: pg.Pool): RelayDatabase {
  return { asRelay: (work) => transact(pool, undefined, work) };
}
