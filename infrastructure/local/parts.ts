import { join } from 'node:path';
import { baseEnv, type LauncherConfig, ROOT } from './config.ts';
import type { DatabaseUrls } from './database-urls.ts';
import { egressEntry } from './egress-entry.ts';
import { httpProbe } from './http-probe.ts';
import type { ProcessSpec } from './run-process.ts';
import type { StackSecrets } from './secrets.ts';
import { workerProbe } from './worker-probe.ts';

export interface S3Access {
  endpoint: string;
  accessKey: string;
  secretKey: string;
}

/** What a worker may do with its own key (R52): read scripts, put results. */
const WORKER_RIGHTS = [
  's3:GetObject sri-scripts/scripts/*',
  's3:PutObject sri-results/results/*',
  's3:AbortMultipartUpload sri-results/results/*',
];

/** What parts need to know of each other. */
export interface PartFacts {
  config: LauncherConfig;
  secrets: StackSecrets;
  database: DatabaseUrls;
  redisUrl: string;
  s3: S3Access;
  /** The same store with a worker's rights. */
  workerS3: S3Access;
  apiPort: number;
  apiUrl: string;
  portalUrl: string;
  logsDir: string;
}

type Stop = ProcessSpec['stop'];

/** A part of ours: Node runs its TypeScript as it is. */
function nodePart(part: {
  name: string;
  folder: string;
  main: string;
  env: Record<string, string | undefined>;
  logsDir: string;
  probe: ProcessSpec['probe'];
  stop: Pick<Stop, 'graceMs' | 'order'>;
}): ProcessSpec {
  const own = Object.entries(part.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    name: part.name,
    command: process.execPath,
    args: [part.main],
    cwd: join(ROOT, part.folder),
    env: { ...baseEnv(), ...Object.fromEntries(own) },
    logFile: join(part.logsDir, `${part.name}.log`),
    probe: part.probe,
    readyWithinMs: 60_000,
    stop: { signal: 'SIGTERM', force: 'SIGKILL', ...part.stop },
  };
}

export function s3Part(options: {
  port: number;
  dir: string;
  access: S3Access;
  worker: S3Access;
  logsDir: string;
}): ProcessSpec {
  const { accessKey, secretKey } = options.worker;
  return nodePart({
    name: 's3',
    folder: 'infrastructure/local/s3',
    main: 'main.ts',
    env: {
      S3_PORT: String(options.port),
      S3_HOST: '127.0.0.1',
      S3_DATA: options.dir,
      S3_ACCESS_KEY: options.access.accessKey,
      S3_SECRET_KEY: options.access.secretKey,
      S3_USERS: JSON.stringify([{ accessKey, secretKey, allow: WORKER_RIGHTS }]),
    },
    logsDir: options.logsDir,
    probe: httpProbe(`${options.access.endpoint}/minio/health/live`),
    stop: { graceMs: 3000, order: 4 },
  });
}

export function portalPart(options: { port: number; dir: string; url: string; logsDir: string }): ProcessSpec {
  return nodePart({
    name: 'portal',
    folder: 'examples/portal',
    main: 'main.ts',
    env: { PORTAL_PORT: String(options.port), PORTAL_STATE_DIR: options.dir },
    logsDir: options.logsDir,
    probe: httpProbe(`${options.url}/health`),
    stop: { graceMs: 3000, order: 3 },
  });
}

/** What the migrations need: the admin's address, and from the others the names and passwords of their roles. */
export function migrationEnv(database: DatabaseUrls): Record<string, string> {
  return {
    ...baseEnv(),
    SRI_ENV: 'development',
    DATABASE_ADMIN_URL: database.admin,
    DATABASE_URL: database.api,
    DATABASE_RELAY_URL: database.relay,
  };
}

export function controlPlanePart(facts: PartFacts): ProcessSpec {
  return nodePart({
    name: 'server',
    folder: 'server',
    main: 'main.ts',
    env: {
      SRI_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: String(facts.apiPort),
      DATABASE_URL: facts.database.api,
      DATABASE_RELAY_URL: facts.database.relay,
      REDIS_URL: facts.redisUrl,
      S3_ENDPOINT: facts.s3.endpoint,
      S3_ACCESS_KEY: facts.s3.accessKey,
      S3_SECRET_KEY: facts.s3.secretKey,
      SCRIPT_SIGNING_SECRET: facts.secrets.SCRIPT_SIGNING_SECRET,
      JWT_SECRET: facts.secrets.JWT_SECRET,
      SESSION_ENCRYPTION_KEY: facts.secrets.SESSION_ENCRYPTION_KEY,
    },
    logsDir: facts.logsDir,
    probe: httpProbe(`${facts.apiUrl}/ready`),
    stop: { graceMs: 8000, order: 2 },
  });
}

/** A worker's own variables: no database, no API; its browser may go to loopback, but not to the stack's own services. */
export function workerEnv(facts: PartFacts, chromiumPath: string): Record<string, string | undefined> {
  const { config, database, redisUrl, workerS3, apiUrl } = facts;
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
    EGRESS_ALLOW: '127.0.0.0/8,::1,localhost',
    EGRESS_DENY: [database.admin, redisUrl, workerS3.endpoint, apiUrl].map(egressEntry).join(','),
    EGRESS_MAP: config.EGRESS_MAP,
  };
}

export function workerPart(facts: PartFacts, chromiumPath: string, workerId: string): ProcessSpec {
  return nodePart({
    name: workerId,
    folder: 'worker',
    main: 'main.ts',
    env: { ...workerEnv(facts, chromiumPath), WORKER_ID: workerId },
    logsDir: facts.logsDir,
    probe: workerProbe(facts.redisUrl, workerId),
    stop: { graceMs: 35_000, order: 1 },
  });
}
