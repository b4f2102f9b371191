import { join } from 'node:path';
import type { S3Access } from '../../local/addresses.ts';
import { baseEnv, ROOT } from '../../local/config.ts';
import { httpProbe } from '../../local/http-probe.ts';
import type { ProcessSpec } from '../../local/run-process.ts';

/** Of this drill's own, which ends with it. */
export const DRILL_KEY = 'the-key-of-a-drill-0123456789-0123456789';

/** How often the log goes to the store, in ms. An installation takes its time: see `BACKUP_PARTIAL_MS`. */
export const PARTIAL_MS = 1000;

export function storeEnv({ endpoint, accessKey, secretKey }: S3Access): Record<string, string> {
  return {
    BACKUP_ENCRYPTION_KEY: DRILL_KEY,
    BACKUP_S3_ENDPOINT: endpoint,
    BACKUP_S3_ACCESS_KEY: accessKey,
    BACKUP_S3_SECRET_KEY: secretKey,
  };
}

export interface KeeperPart {
  bin: string;
  spool: string;
  port: number;
  databaseUrl: string;
  s3: S3Access;
  logFile: string;
}

export function keeperPart({ bin, spool, port, databaseUrl, s3, logFile }: KeeperPart): ProcessSpec {
  return {
    name: 'backup',
    command: process.execPath,
    args: ['main.ts'],
    cwd: join(ROOT, 'infrastructure', 'backup'),
    env: {
      ...baseEnv(),
      ...storeEnv(s3),
      DATABASE_BACKUP_URL: databaseUrl,
      POSTGRES_BIN: bin,
      BACKUP_SPOOL: spool,
      BACKUP_SHIP_MS: '200',
      BACKUP_PARTIAL_MS: String(PARTIAL_MS),
      BACKUP_METRICS_PORT: String(port),
    },
    logFile,
    probe: httpProbe(`http://127.0.0.1:${port}/health`),
    readyWithinMs: 30_000,
    stop: { signal: 'SIGTERM', graceMs: 10_000, force: 'SIGKILL', order: 1 },
  };
}
