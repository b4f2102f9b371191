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
  const query = (text: string, values: unknown[] = []) => client.query(text, values);
  return {
    rows: async <R extends object>(text: string, values?: unknown[]) => (await query(text, values)).rows as R[],
    row: async <R extends object>(text: string, values?: unknown[]) =>
      (await query(text, values)).rows[0] as R | undefined,
    run: async (text, values) => (await query(text, values)).rowCount ?? 0,
  };
}

async function transact<T>(pool: pg.Pool, orgId: OrgScope | undefined, work: (sql: Sql) => Promise<T>): Promise<T> {
  let client: pg.PoolClient;
  try {
    client = await pool.connect();
  } catch (cause) {
    throw unavailable(cause);
  }
  let broken: Error | undefined;
  try {
    await client.query('begin');
    if (orgId !== undefined) await client.query("select set_config('app.org_id', $1, true)", [orgId ?? '']);
    const result = await work(sqlOf(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => (broken = failure));
    if (isUnavailable(error)) throw unavailable(error);
    throw error;
  } finally {
    client.release(broken);
  }
}

function unavailable(cause: unknown): AppError {
  return new AppError('database_unavailable', 'The database cannot be reached.', {
    hint: 'Nothing was changed. Try again in a few seconds; if it lasts, look at /ready.',
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
