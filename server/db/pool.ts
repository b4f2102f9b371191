import { Pool } from 'pg';
import type { Logger } from '@sri/shared/node/logger.ts';

export interface PoolOptions {
  url: string;
  name: string;
  max: number;
  log: Logger;
}

/** A connection pool that survives a restart of Postgres: a checked-out client emits errors too (reliability.md M12). */
export function createPool({ url, name, max, log }: PoolOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    application_name: name,
    max,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 15_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 30_000,
    // A statement need not wait for the answer to the one before it.
    pipeline: true,
  });
  const warn = (error: Error): void =>
    log.warn({ err: { message: error.message } }, `connection of pool "${name}" lost`);
  pool.on('error', warn);
  pool.on('connect', (client) => void client.on('error', warn));
  return pool;
}
