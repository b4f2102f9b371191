import { join } from 'node:path';
import { baseEnv, COMPILE_CACHE, type LauncherConfig, ROOT } from './config.ts';
import type { StackAddresses } from './addresses.ts';
import type { DatabaseUrls } from './database-urls.ts';
import { egressEntry } from './egress-entry.ts';
import { httpProbe } from './http-probe.ts';
import type { ProcessSpec } from './run-process.ts';
import type { StackSecrets } from './secrets.ts';
import { workerProbe } from './worker-probe.ts';

/** What a worker may do with its own key (R52): read scripts, put results. */
const WORKER_RIGHTS = [
  's3:GetObject sri-scripts/scripts/*',
  's3:PutObject sri-results/results/*',
  's3:AbortMultipartUpload sri-results/results/*',
];

/** What parts need to know of each other. */
export interface PartFacts extends StackAddresses {
  config: LauncherConfig;
  secrets: StackSecrets;
  logsDir: string;
}

/** Node keeps what it compiled from one start to the next: half of a start's work is that. */
function nodeEnv(): Record<string, string> {
  return { ...baseEnv(), NODE_COMPILE_CACHE: COMPILE_CACHE };
}

type Stop = ProcessSpec['stop'];

/** A part of ours: Node runs its TypeScript as it is. */
function nodePart(part: {
  name: string;
  folder: string;
  env: Record<string, string | undefined>;
  logsDir: string;
  probe: ProcessSpec['probe'];
  stop: Pick<Stop, 'graceMs' | 'order'>;
}): ProcessSpec {
  const own = Object.entries(part.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    name: part.name,
    command: process.execPath,
    args: ['main.ts'],
    cwd: join(ROOT, part.folder),
    env: { ...nodeEnv(), ...Object.fromEntries(own) },
    logFile: join(part.logsDir, `${part.name}.log`),
    probe: part.probe,
    readyWithinMs: 60_000,
    stop: { signal: 'SIGTERM', force: 'SIGKILL', ...part.stop },
  };
}

/** The port that an address of ours names. */
function portOf(url: string): string {
  return new URL(url).port;
}

export function s3Part({ s3, workerS3, logsDir }: PartFacts, dir: string): ProcessSpec {
  const { accessKey, secretKey } = workerS3;
  return nodePart({
    name: 's3',
    folder: 'infrastructure/local/s3',
    env: {
      S3_PORT: portOf(s3.endpoint),
      S3_HOST: '127.0.0.1',
      S3_DATA: dir,
      S3_ACCESS_KEY: s3.accessKey,
      S3_SECRET_KEY: s3.secretKey,
      S3_USERS: JSON.stringify([{ accessKey, secretKey, allow: WORKER_RIGHTS }]),
    },
    logsDir,
    probe: httpProbe(`${s3.endpoint}/minio/health/live`),
    stop: { graceMs: 3000, order: 4 },
  });
}

export function portalPart({ portalUrl, logsDir }: PartFacts, dir: string): ProcessSpec {
  return nodePart({
    name: 'portal',
    folder: 'examples/portal',
    env: { PORTAL_PORT: portOf(portalUrl), PORTAL_STATE_DIR: dir },
    logsDir,
    probe: httpProbe(`${portalUrl}/health`),
    stop: { graceMs: 3000, order: 3 },
  });
}

/** What the migrations need: the admin's address, and from the others the names and passwords of their roles. */
export function migrationEnv(database: DatabaseUrls): Record<string, string> {
  return {
    ...nodeEnv(),
    SRI_ENV: 'development',
    DATABASE_ADMIN_URL: database.admin,
    DATABASE_URL: database.api,
    DATABASE_RELAY_URL: database.relay,
  };
}

/** Loopback is let through, for practice portals and receivers of one's own, but not the stack's own services. */
function egressEnv({ database, redisUrl, workerS3, apiUrl }: PartFacts): Record<string, string> {
  return {
    EGRESS_ALLOW: '127.0.0.0/8,::1,localhost',
    EGRESS_DENY: [database.admin, redisUrl, workerS3.endpoint, apiUrl].map(egressEntry).join(','),
  };
}

export function controlPlanePart(facts: PartFacts): ProcessSpec {
  return nodePart({
    name: 'server',
    folder: 'server',
    env: {
      SRI_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: portOf(facts.apiUrl),
      DATABASE_URL: facts.database.api,
      DATABASE_RELAY_URL: facts.database.relay,
      REDIS_URL: facts.redisUrl,
      S3_ENDPOINT: facts.s3.endpoint,
      S3_ACCESS_KEY: facts.s3.accessKey,
      S3_SECRET_KEY: facts.s3.secretKey,
      SCRIPT_SIGNING_SECRET: facts.secrets.SCRIPT_SIGNING_SECRET,
      JWT_SECRET: facts.secrets.JWT_SECRET,
      SESSION_ENCRYPTION_KEY: facts.secrets.SESSION_ENCRYPTION_KEY,
      ...egressEnv(facts),
    },
    logsDir: facts.logsDir,
    probe: httpProbe(`${facts.apiUrl}/ready`),
    stop: { graceMs: 8000, order: 2 },
  });
}

/** A worker's own variables: no database, no API; its browser may go to loopback, but not to the stack's own services. */
export function workerEnv(facts: PartFacts, chromiumPath: string): Record<string, string | undefined> {
  const { config, redisUrl, workerS3 } = facts;
  return {
    SRI_ENV: 'development',
    REDIS_URL: redisUrl,
    S3_ENDPOINT: workerS3.endpoint,
    S3_ACCESS_KEY: workerS3.accessKey,
    S3_SECRET_KEY: workerS3.secretKey,
    SCRIPT_SIGNING_SECRET: facts.secrets.SCRIPT_SIGNING_SECRET,
    SESSION_ENCRYPTION_KEY: facts.secrets.SESSION_ENCRYPTION_KEY,
    CHROMIUM_PATH: chromiumPath,
    CHROMIUM_ARGS: config.CHROMIUM_ARGS,
    WORKER_CONCURRENCY: config.WORKER_CONCURRENCY,
    ...egressEnv(facts),
    EGRESS_MAP: config.EGRESS_MAP,
  };
}

export function workerPart(facts: PartFacts, chromiumPath: string, workerId: string): ProcessSpec {
  return nodePart({
    name: workerId,
    folder: 'worker',
    env: { ...workerEnv(facts, chromiumPath), WORKER_ID: workerId },
    logsDir: facts.logsDir,
    probe: workerProbe(facts.redisUrl, workerId),
    stop: { graceMs: 35_000, order: 1 },
  });
}
