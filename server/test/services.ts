import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestServices {
  /** Address of the superuser. */
  postgresUrl: string;
  redisUrl: string;
  stop(): Promise<void>;
}

/**
 * Postgres and Redis for tests: those that the run's set-up started and named in the environment, else private ones of
 * this file, which `stop` ends.
 */
export async function testServices(): Promise<TestServices> {
  const { SRI_TEST_PG_ADMIN_URL: postgresUrl, SRI_TEST_REDIS_URL: redisUrl } = process.env;
  if (postgresUrl !== undefined && redisUrl !== undefined) {
    return { postgresUrl, redisUrl, stop: () => Promise.resolve() };
  }
  const { startPostgres } = await import('../../infrastructure/local/postgres.ts');
  const { startRedis } = await import('../../infrastructure/local/redis.ts');
  const { freePort } = await import('../../infrastructure/local/ports.ts');
  const folder = mkdtempSync(join(tmpdir(), 'sri-test-'));
  const postgres = await startPostgres({
    dir: join(folder, 'postgres'),
    port: await freePort(),
    logFile: join(folder, 'postgres.log'),
    durable: false,
  });
  const redis = await startRedis({
    dir: join(folder, 'redis'),
    port: await freePort(),
    logFile: join(folder, 'redis.log'),
  }).catch(async (error: unknown) => {
    await postgres.stop({ force: true });
    throw error;
  });
  return {
    postgresUrl: postgres.url,
    redisUrl: redis.url,
    stop: async () => {
      await Promise.all([postgres.stop({ force: true }), redis.stop({ force: true })]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
