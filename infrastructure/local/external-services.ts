import { Redis } from 'ioredis';
import pg from 'pg';
import { AppError } from '@sri/shared/errors.ts';

const ANSWER_MS = 5000;

/** The address without its password, to be shown. */
export function withoutPassword(url: string): string {
  const shown = new URL(url);
  if (shown.password !== '') shown.password = '***';
  return shown.href;
}

/** Throws `AppError` (`database_unavailable`) when no role gets in at this address. */
export async function checkPostgres(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: ANSWER_MS });
  client.on('error', () => {
    // The query tells.
  });
  try {
    await client.connect();
    await client.query('select 1');
  } catch (error) {
    throw new AppError(
      'database_unavailable',
      `Postgres at ${withoutPassword(adminUrl)}: ${(error as Error).message}`,
      {
        hint: 'Set DATABASE_ADMIN_URL to a role that may do everything there, or unset it and DATABASE_URL and a local Postgres is started.',
        cause: error,
      },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Throws `AppError` (`redis_unavailable`) when nothing at this address answers PING. */
export async function checkRedis(url: string): Promise<void> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: ANSWER_MS,
    commandTimeout: ANSWER_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let refusal = '';
  redis.on('error', (error: Error) => {
    refusal = error.message;
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw new AppError(
      'redis_unavailable',
      `Redis at ${withoutPassword(url)}: ${refusal || (error as Error).message}`,
      {
        hint: 'Look at REDIS_URL, or unset it and a local Redis is started.',
        cause: error,
      },
    );
  } finally {
    redis.disconnect();
  }
}
