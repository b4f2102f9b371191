import type pg from 'pg';
import { AppError } from '@sri/shared/errors.ts';
import { createPreparedNames } from './prepared-name.ts';
import { isDenied, isStalePlan, isUnavailable } from './unavailable.ts';

/** What a transaction can do: SQL with `$1` parameters, nothing else. */
export interface Sql {
  /** All rows. The caller names the row's shape; columns come as pg maps them. */
  rows<R extends object>(text: string, values?: unknown[]): Promise<R[]>;
  /** The first row, if any. */
  row<R extends object>(text: string, values?: unknown[]): Promise<R | undefined>;
  /** Number of rows that were changed. */
  run(text: string, values?: unknown[]): Promise<number>;
  /** For what nothing but the commit depends on: sent in its order and not waited for; where it fails, the transaction does. */
  send(text: string, values: unknown[]): void;
}

/** Whose data the transaction may see. `null`: nobody's, only what has no organisation (the catalogue). */
export type OrgScope = string | null;

export interface Database {
  /** Runs `work` in one transaction with the organisation set for it alone (R31). Throws `database_unavailable` when Postgres is away. */
  inOrg<T>(orgId: OrgScope, work: (sql: Sql) => Promise<T>): Promise<T>;
}

export interface RelayDatabase {
  /** A transaction of the relay's role: every organisation's jobs and outbox, and what limits them (R34). */
  asRelay<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** One question of the same role, with no transaction around it: a third of the round trips. */
  ask<R extends object>(text: string, values: unknown[]): Promise<R[]>;
}

const preparedName = createPreparedNames();

/** `sent` collects what nobody waits for yet. */
function sqlOf(client: pg.PoolClient, sent: Promise<unknown>[] = []): Sql {
  const query = async (text: string, values: unknown[] = [], committing = false): Promise<pg.QueryResult> => {
    try {
      const name = values.length > 0 ? preparedName(text) : undefined;
      return await client.query({ text, values, ...(name === undefined ? {} : { name }) });
    } catch (error) {
      throw isUnavailable(error) || isStalePlan(error) ? unavailable(error, committing) : error;
    }
  };
  return {
    rows: async <R extends object>(text: string, values?: unknown[]) => (await query(text, values)).rows as R[],
    row: async <R extends object>(text: string, values?: unknown[]) =>
      (await query(text, values)).rows[0] as R | undefined,
    run: async (text, values) => (await query(text, values)).rowCount ?? 0,
    send: (text, values) => {
      inOneWrite(client);
      const work = query(text, values, true);
      // Heard when the commit is waited for.
      work.catch(() => undefined);
      sent.push(work);
    },
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
    const begun = typeof orgId === 'string' ? withNext(client, begin) : await statement(client, begin);
    const sent: Promise<unknown>[] = [];
    const result = await work(sqlOf(client, sent));
    await begun;
    const committed = statement(client, 'commit', true);
    // The first that failed says why.
    const ended = (await Promise.all([...sent, committed])).at(-1);
    // Postgres answers a commit after a failed statement by rolling back, without an error.
    if (ended !== 'COMMIT') throw new Error('the transaction had failed before its commit: nothing of it was kept');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => (broken = failure));
    // Its other plans are of the old schema too: the next request gets a new connection.
    if (error instanceof AppError && isStalePlan(error.cause)) broken = error;
    throw error;
  } finally {
    client.release(broken);
  }
}

/** What is sent until this turn of the event loop ends goes out together: each write is a system call. */
function inOneWrite({ connection: { stream } }: pg.PoolClient): void {
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/**
 * Sends a transaction's beginning together with its first statement. That statement does not know whether the beginning
 * succeeded; without its organisation it could see and write nothing (R31), which is why a role that sees everything
 * waits. The caller awaits this before it commits.
 */
function withNext(client: pg.PoolClient, begin: string): Promise<string> {
  inOneWrite(client);
  const begun = statement(client, begin);
  // The first statement fails too, and is heard first.
  begun.catch(() => undefined);
  return begun;
}

async function askAlone<R extends object>(pool: pg.Pool, text: string, values: unknown[]): Promise<R[]> {
  const client = await connect(pool);
  let broken: Error | undefined;
  try {
    return await sqlOf(client).rows<R>(text, values);
  } catch (error) {
    if (error instanceof AppError) broken = error;
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

export function createDatabase(pool: pg.Pool, { onDenied }: { onDenied?: () => void } = {}): Database {
  return {
    inOrg: async (orgId, work) => {
      try {
        return await transact(pool, orgId, work);
      } catch (error) {
        if (isDenied(error)) onDenied?.();
        throw error;
      }
    },
  };
}

export function createRelayDatabase(pool: pg.Pool): RelayDatabase {
  return {
    asRelay: (work) => transact(pool, undefined, work),
    ask: (text, values) => askAlone(pool, text, values),
  };
}
