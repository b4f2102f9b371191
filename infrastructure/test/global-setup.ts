import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApt } from '../local/apt.ts';
import { findChromium } from '../local/chromium.ts';
import { commandEnv, ROOT } from '../local/config.ts';
import { freePort } from '../local/ports.ts';
import { startPostgres } from '../local/postgres.ts';
import { startRedis } from '../local/redis.ts';
import { EVERYTHING } from '../local/s3/auth/rights.ts';
import { startS3Server } from '../local/s3/s3-server.ts';

const S3_USER = { accessKey: 'test-access', secretKey: 'test-secret-key', allow: [EVERYTHING] };

/**
 * One Postgres, one Redis and one S3 server for all test files; each file takes a database, a key prefix and bucket
 * folders of its own from them. Their addresses go to the files as SRI_TEST_* variables.
 */
export default async function startServices(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'sri-services-'));
  const apt = createApt({ env: commandEnv(), onInstall: (name) => console.log(`· Installing ${name}`) });
  const at = (name: string): string => join(folder, name);
  const [postgres, redis, s3, chromium] = await Promise.all([
    startPostgres({
      dir: at('postgres'),
      port: await freePort(),
      logFile: at('postgres.log'),
      durable: false,
      settings: { max_connections: '300' },
    }),
    startRedis({ apt, dir: at('redis'), port: await freePort(), logFile: at('redis.log') }),
    startS3Server({ host: '127.0.0.1', port: 0, dataDir: at('s3'), users: [S3_USER] }),
    findChromium({
      apt,
      env: commandEnv(),
      toolsDir: join(ROOT, '.tools'),
      onDownload: (what) => console.log(`· Downloading ${what}`),
    }),
  ]);
  Object.assign(process.env, {
    SRI_TEST_PG_ADMIN_URL: postgres.url,
    SRI_TEST_REDIS_URL: redis.url,
    SRI_TEST_S3_ENDPOINT: s3.endpoint,
    SRI_TEST_S3_ACCESS_KEY: S3_USER.accessKey,
    SRI_TEST_S3_SECRET_KEY: S3_USER.secretKey,
    SRI_TEST_CHROMIUM: chromium.path,
  });
  return async () => {
    await Promise.all([s3.close(), redis.stop(), postgres.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };
}
