import { randomBytes } from 'node:crypto';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError } from '@sri/shared/errors.ts';
import { workerIdSchema } from '@sri/shared/model/worker.ts';
import { failpointSetting, type Failpoint } from '@sri/shared/node/failpoint.ts';
import { isKnownSecret, MIN_SECRET_LENGTH } from '@sri/shared/node/keys.ts';
import { parsedBy } from '@sri/shared/node/parsed-setting.ts';
import { readEnv, readEnvFile } from '@sri/shared/node/read-env.ts';
import { keysOf, type SigningKeys } from '@sri/shared/node/sign.ts';
import { parseEgressProxy, type EgressProxy } from '@sri/shared/node/egress/egress-proxy.ts';
import {
  parseEgressMap,
  parseEgressRules,
  type EgressMap,
  type EgressRule,
} from '@sri/shared/node/egress/egress-rules.ts';

const FOLDER = fileURLToPath(new URL('./', import.meta.url));
const MB = 1024 * 1024;

/** Variables of the database or the API: a worker must not have any (the guide's checklist). */
const FORBIDDEN = /^(?:DATABASE_\w+|DB_\w+|PG[A-Z]+|POSTGRES\w*|MYSQL\w*|JWT_\w+|API_(?:URL|KEY|TOKEN|SECRET)\w*)$/;

type Environment = Record<string, string | undefined>;

const address = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol.slice(0, -1)), {
    error: `must be an address that starts with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
  });
const secret = z
  .string()
  .min(MIN_SECRET_LENGTH, `must have at least ${MIN_SECRET_LENGTH} characters (openssl rand -hex 32 makes one)`);
const milliseconds = (fallback: number) => z.coerce.number().int().min(10).max(86_400_000).default(fallback);
const count = (min: number, max: number, fallback: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback);

/** In production nothing has a default, and what only serves tests is refused. */
function schemaFor(production: boolean) {
  const needed = (schema: z.ZodType<string>, fallback: string) => (production ? schema : schema.default(fallback));
  const strong = production
    ? secret.refine((text) => !isKnownSecret(text), { error: 'is the example of the guide, which everybody knows' })
    : secret;
  const refused = z.undefined({ error: 'is for tests only and must not be set in production' }).optional();
  return z.object({
    SRI_ENV: z.enum(['development', 'production']).default('development'),
    WORKER_ID: workerIdSchema.optional(),
    WORKER_CONCURRENCY: count(1, 32, 2),
    WORKER_IMAGE: z.string().max(200).default('local'),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    LOG_DIR: z.string().default(join(FOLDER, 'logs')),
    SPOOL_DIR: z.string().default(join(tmpdir(), 'sri-worker')),

    REDIS_URL: needed(address('redis', 'rediss'), 'redis://localhost:6379'),
    REDIS_PREFIX: z.string().max(64).default(''),
    S3_ENDPOINT: needed(address('http', 'https'), 'http://localhost:9000'),
    S3_ACCESS_KEY: needed(z.string(), 'minioadmin'),
    S3_SECRET_KEY: needed(z.string(), 'minioadmin'),
    S3_REGION: z.string().default('us-east-1'),

    SCRIPT_SIGNING_SECRET: strong,
    SCRIPT_SIGNING_SECRET_PREVIOUS: strong.optional(),
    SESSION_ENCRYPTION_KEY: production ? strong : strong.optional(),
    SESSION_ENCRYPTION_KEY_PREVIOUS: strong.optional(),

    EGRESS_ALLOW: parsedBy(parseEgressRules),
    EGRESS_DENY: parsedBy(parseEgressRules),
    EGRESS_PROXY: address('http').optional(),
    EGRESS_MAP: production ? refused : parsedBy(parseEgressMap),
    CHROMIUM_PATH: z.string().optional(),
    CHROMIUM_ARGS: production ? refused : z.string().optional(),
    SRI_FAIL: failpointSetting(production),
    PATH: z.string().default('/usr/local/bin:/usr/bin:/bin'),

    LEASE_MS: milliseconds(30_000),
    POLL_MIN_MS: milliseconds(250),
    POLL_MAX_MS: milliseconds(1000),
    STUCK_MS: milliseconds(60_000),
    ORG_CAP: count(1, 10_000, 8),
    DRAIN_MS: milliseconds(60_000),
    UPLOAD_RETRY_MS: milliseconds(600_000),
    RETRY_BASE_MS: milliseconds(5000),
    RETRY_CAP_MS: milliseconds(900_000),
    BROWSER_IDLE_MS: milliseconds(60_000),
    BROWSER_JOBS: count(1, 10_000, 50),
    BROWSER_MEMORY_MB: count(128, 65_536, 1024),
    SPOOL_LIMIT_MB: count(1, 1_048_576, 2048),
  });
}

export interface WorkerConfig {
  production: boolean;
  workerId: string;
  /** Jobs at the same time, a browser context each. */
  concurrency: number;
  image: string;
  logLevel: string;
  logDir: string;
  /** Folder for what runs write before it is uploaded, and for the browser's profile. */
  spoolDir: string;
  redisUrl: string;
  redisPrefix: string;
  s3: { endpoint: string; accessKey: string; secretKey: string; region: string };
  signing: SigningKeys;
  /** SESSION_ENCRYPTION_KEY and the one before it; without them only plain sessions can be read, outside production. */
  sessionKeys: SigningKeys | undefined;
  egress: { allow: EgressRule[]; deny: EgressRule[]; map: EgressMap; proxy: EgressProxy | undefined };
  chromium: { path: string | undefined; args: string[]; searchPath: string };
  /** All in ms. */
  times: {
    lease: number;
    pollMin: number;
    pollMax: number;
    stuck: number;
    drain: number;
    uploadRetry: number;
    retryBase: number;
    retryCap: number;
    browserIdle: number;
  };
  orgCap: number;
  limits: { jobsPerBrowser: number; browserBytes: number; spoolBytes: number };
  /** Where the process is to fail; empty but in tests. */
  failpoints: Failpoint[];
  /** What should be said in the log at the start. */
  warnings: string[];
}

function refuseForbidden(...sources: Environment[]): void {
  const found = new Set(
    sources.flatMap((source) => Object.keys(source).filter((name) => FORBIDDEN.test(name) && source[name] !== '')),
  );
  if (found.size === 0) return;
  throw new AppError(
    'config_invalid',
    `a worker must not have variables of the database or the API: ${[...found].join(', ')}`,
    {
      hint: 'Unset them for the worker: it reaches Redis and S3 only, so that whoever takes it over gets no further.',
    },
  );
}

function madeId(): string {
  const host = hostname()
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, '-')
    .replace(/^-+/, '')
    .slice(0, 40);
  return `${host === '' ? 'worker' : host}-${randomBytes(3).toString('hex')}`;
}

/**
 * The worker's settings, from the environment and `worker/.env`. Throws `config_invalid`: for variables that a worker
 * must not have, else one that names every fault at once.
 */
export function readConfig(env: Environment = process.env, folder = FOLDER): Readonly<WorkerConfig> {
  const file = readEnvFile(join(folder, '.env'));
  refuseForbidden(env, file);
  const production = (env['SRI_ENV'] || file['SRI_ENV']) === 'production';
  const values = readEnv(schemaFor(production), env, file);
  const warnings: string[] = [];
  if (isKnownSecret(values.SCRIPT_SIGNING_SECRET)) {
    warnings.push('SCRIPT_SIGNING_SECRET is the example of the guide: good for a first try, refused in production');
  }
  return Object.freeze({
    production,
    workerId: values.WORKER_ID ?? madeId(),
    concurrency: values.WORKER_CONCURRENCY,
    image: values.WORKER_IMAGE,
    logLevel: values.LOG_LEVEL,
    logDir: values.LOG_DIR,
    spoolDir: values.SPOOL_DIR,
    redisUrl: values.REDIS_URL,
    redisPrefix: values.REDIS_PREFIX,
    s3: {
      endpoint: values.S3_ENDPOINT,
      accessKey: values.S3_ACCESS_KEY,
      secretKey: values.S3_SECRET_KEY,
      region: values.S3_REGION,
    },
    signing: { current: values.SCRIPT_SIGNING_SECRET, previous: values.SCRIPT_SIGNING_SECRET_PREVIOUS },
    sessionKeys: keysOf(values.SESSION_ENCRYPTION_KEY, values.SESSION_ENCRYPTION_KEY_PREVIOUS),
    egress: {
      allow: values.EGRESS_ALLOW,
      deny: values.EGRESS_DENY,
      map: values.EGRESS_MAP ?? new Map(),
      proxy: values.EGRESS_PROXY === undefined ? undefined : parseEgressProxy(values.EGRESS_PROXY),
    },
    chromium: {
      path: values.CHROMIUM_PATH,
      args: (values.CHROMIUM_ARGS ?? '').split(/\s+/).filter((arg) => arg !== ''),
      searchPath: values.PATH,
    },
    times: {
      lease: values.LEASE_MS,
      pollMin: values.POLL_MIN_MS,
      pollMax: Math.max(values.POLL_MIN_MS, values.POLL_MAX_MS),
      stuck: values.STUCK_MS,
      drain: values.DRAIN_MS,
      uploadRetry: values.UPLOAD_RETRY_MS,
      retryBase: values.RETRY_BASE_MS,
      retryCap: values.RETRY_CAP_MS,
      browserIdle: values.BROWSER_IDLE_MS,
    },
    orgCap: values.ORG_CAP,
    limits: {
      jobsPerBrowser: values.BROWSER_JOBS,
      browserBytes: values.BROWSER_MEMORY_MB * MB,
      spoolBytes: values.SPOOL_LIMIT_MB * MB,
    },
    failpoints: values.SRI_FAIL,
    warnings,
  });
}
