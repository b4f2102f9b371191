import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '@sri/shared/errors.ts';
import { parseEgressProxy, type EgressProxy } from '@sri/shared/node/egress/egress-proxy.ts';
import { parseEgressRules, type EgressRule } from '@sri/shared/node/egress/egress-rules.ts';
import { failpointSetting, type Failpoint } from '@sri/shared/node/failpoint.ts';
import { isKnownSecret, MIN_SECRET_LENGTH } from '@sri/shared/node/keys.ts';
import { parsedBy } from '@sri/shared/node/parsed-setting.ts';
import { readEnv, readEnvFile } from '@sri/shared/node/read-env.ts';
import { keysOf, type SigningKeys } from '@sri/shared/node/sign.ts';
import { keptSecret } from './kept-secret.ts';

const FOLDER = fileURLToPath(new URL('./', import.meta.url));

type Environment = Record<string, string | undefined>;

const address = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol.slice(0, -1)), {
    abort: true,
    error: `must be an address that starts with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
  });
const databaseUrl = address('postgres', 'postgresql').refine(
  (text) => URL.canParse(text) && new URL(text).username !== '' && new URL(text).pathname.length > 1,
  { error: 'must name user and database, as postgres://user:password@host:5432/database' },
);
const secret = z
  .string()
  .min(MIN_SECRET_LENGTH, `must have at least ${MIN_SECRET_LENGTH} characters (openssl rand -hex 32 makes one)`);
const milliseconds = (fallback: number) => z.coerce.number().int().min(10).max(86_400_000).default(fallback);
const port = z.coerce.number().int().min(0).max(65_535);

/** `needed`: has a default outside production, must be set there. */
function schemaFor(production: boolean) {
  const needed = (schema: z.ZodType<string>, fallback: string) => (production ? schema : schema.default(fallback));
  const inProduction = (schema: z.ZodType<string>) => (production ? schema : schema.optional());
  const strong = production
    ? secret.refine((text) => !isKnownSecret(text), { error: 'is the example of the guide, which everybody knows' })
    : secret;
  return z.object({
    SRI_ENV: z.enum(['development', 'production']).default('development'),
    PORT: port.default(3000),
    HOST: z.string().default(production ? '0.0.0.0' : '127.0.0.1'),
    TRUST_PROXY: z.string().default(''),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    METRICS_TOKEN: z.string().min(16).optional(),
    OPERATOR_ORG_ID: z.uuid().optional(),
    CONSOLE_DIR: z.string().default(join(FOLDER, '..', 'desktop', 'out', 'web')),

    DATABASE_URL: needed(databaseUrl, 'postgres://sri_api:sri_api@localhost:5432/sri_production'),
    DATABASE_RELAY_URL: inProduction(databaseUrl),
    DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(200).default(10),
    REDIS_URL: needed(address('redis', 'rediss'), 'redis://localhost:6379'),
    REDIS_PREFIX: z.string().max(64).default(''),
    S3_ENDPOINT: needed(address('http', 'https'), 'http://localhost:9000'),
    S3_ACCESS_KEY: needed(z.string(), 'minioadmin'),
    S3_SECRET_KEY: needed(z.string(), 'minioadmin'),
    S3_REGION: z.string().default('us-east-1'),
    S3_PUBLIC_ENDPOINT: z.union([z.literal('api'), address('http', 'https')]).optional(),

    SCRIPT_SIGNING_SECRET: strong,
    SCRIPT_SIGNING_SECRET_PREVIOUS: strong.optional(),
    SESSION_ENCRYPTION_KEY: inProduction(strong),
    SESSION_ENCRYPTION_KEY_PREVIOUS: strong.optional(),
    JWT_SECRET: inProduction(strong),
    JWT_SECRET_PREVIOUS: strong.optional(),

    EGRESS_ALLOW: parsedBy(parseEgressRules),
    EGRESS_DENY: parsedBy(parseEgressRules),
    EGRESS_PROXY: address('http').optional(),
    SMTP_URL: address('smtp', 'smtps').optional(),
    SMTP_FROM: z.string().min(3).max(200).optional(),
    ALERTS_MS: milliseconds(30_000),
    MAILS_MS: milliseconds(5000),

    LEASE_MS: milliseconds(30_000),
    REAP_MS: milliseconds(5000),
    PROMOTE_MS: milliseconds(500),
    RELAY_MS: milliseconds(250),
    COMPLETE_MS: milliseconds(500),
    RING_REPAIR_MS: milliseconds(1000),
    RECONCILE_MS: milliseconds(30_000),
    RECONCILE_AGE_MS: milliseconds(60_000),
    HOLD_CHECK_MS: milliseconds(5000),
    CHECK_SESSIONS_MS: milliseconds(5000),
    CANCEL_REPEAT_MS: milliseconds(2000),
    WEBHOOKS_MS: milliseconds(1000),
    WEBHOOK_TIMEOUT_MS: milliseconds(15_000),
    CANCEL_GRACE_MS: milliseconds(25_000),
    RESULTS_GRACE_MS: milliseconds(3000),
    RETRY_BASE_MS: milliseconds(5000),
    RETRY_CAP_MS: milliseconds(900_000),
    SRI_FAIL: failpointSetting(production),
  });
}

type Values = z.output<ReturnType<typeof schemaFor>>;

export interface ServerConfig {
  production: boolean;
  port: number;
  host: string;
  trustProxy: string;
  logLevel: string;
  metricsToken: string | undefined;
  /** Whose admins may drain workers; without it nobody may once there are two organisations. */
  operatorOrgId: string | undefined;
  /** Where the built web console is; it may be missing. */
  consoleDir: string;
  databaseUrl: string;
  databaseRelayUrl: string;
  databasePoolMax: number;
  redisUrl: string;
  redisPrefix: string;
  s3: { endpoint: string; accessKey: string; secretKey: string; region: string };
  /** Where links to results lead: an address of the store that browsers reach, or `api`, through the control plane. */
  s3Public: string;
  /** SCRIPT_SIGNING_SECRET and the one before it. */
  signing: SigningKeys;
  /** SESSION_ENCRYPTION_KEY and the one before it; without them, outside production, sessions are stored plain. */
  sessionKeys: SigningKeys | undefined;
  jwt: SigningKeys;
  /** How long an access token lives, in seconds. */
  accessTokenSeconds: number;
  /** Where webhooks may go besides the open internet, and where not (R51); by a proxy where the process itself reaches nothing. */
  egress: { allow: EgressRule[]; deny: EgressRule[]; proxy: EgressProxy | undefined };
  /** The mail server of alerts; without one no e-mail is sent. */
  mail: { url: string; from: string } | undefined;
  /** How often the facts of alerts are looked at, and mail that is due is sent, in ms. */
  alerts: { everyMs: number; mailsMs: number };
  webhooks: {
    /** How often what is due is looked for, in ms. */
    everyMs: number;
    /** For one attempt: to the end of the answer, in ms. */
    timeoutMs: number;
  };
  /** Times of the queue, all in ms. */
  queue: {
    leaseMs: number;
    reapMs: number;
    promoteMs: number;
    relayMs: number;
    completeMs: number;
    ringRepairMs: number;
    reconcileMs: number;
    reconcileAgeMs: number;
    holdCheckMs: number;
    checkSessionsMs: number;
    cancelRepeatMs: number;
    /** A worker hears of a cancel within 10 s (its renewal); then it has 15 s to stop (R21). */
    cancelGraceMs: number;
    /** How long no result arrives before its worker is taken for dead and the control plane copies (R11). */
    resultsGraceMs: number;
    retryBaseMs: number;
    retryCapMs: number;
  };
  /** Where the process is to fail; empty but in tests. */
  failpoints: Failpoint[];
  /** What should be said in the log at the start. */
  warnings: string[];
}

/** `sri_relay` at the same database. */
function relayUrlBeside(url: string): string {
  const relay = new URL(url);
  relay.username = 'sri_relay';
  relay.password = 'sri_relay';
  return relay.href;
}

/** One secret for two purposes, or one that was for another purpose before. */
function doubles(values: Values): string[] {
  const purposes = [
    [values.SCRIPT_SIGNING_SECRET, values.SCRIPT_SIGNING_SECRET_PREVIOUS],
    [values.JWT_SECRET, values.JWT_SECRET_PREVIOUS],
    [values.SESSION_ENCRYPTION_KEY, values.SESSION_ENCRYPTION_KEY_PREVIOUS],
  ];
  const used = purposes.flatMap((secrets) => [...new Set(secrets)]).filter((value) => value !== undefined);
  return used.length === new Set(used).size
    ? []
    : [
        'SCRIPT_SIGNING_SECRET, JWT_SECRET and SESSION_ENCRYPTION_KEY must be three secrets, and so the ones before them',
      ];
}

function warningsOf(values: Values): string[] {
  const warnings = doubles(values);
  if (isKnownSecret(values.SCRIPT_SIGNING_SECRET)) {
    warnings.push('SCRIPT_SIGNING_SECRET is the example of the guide: good for a first try, refused in production');
  }
  if (values.SESSION_ENCRYPTION_KEY === undefined) {
    warnings.push('SESSION_ENCRYPTION_KEY is not set: captured sessions lie unencrypted in Redis');
  }
  return warnings;
}

function read(env: Environment, folder: string): Values {
  const file = readEnvFile(join(folder, '.env'));
  const production = (env['SRI_ENV'] || file['SRI_ENV']) === 'production';
  const values = readEnv(schemaFor(production), env, file);
  const [fault] = doubles(values);
  if (production && fault !== undefined) {
    throw new AppError('config_invalid', fault, { hint: 'Make one for each purpose: openssl rand -hex 32.' });
  }
  return values;
}

/**
 * The control plane's settings, from the environment and `server/.env`. Throws one `config_invalid` that names every
 * fault at once.
 */
export function readConfig(env: Environment = process.env, folder = FOLDER): Readonly<ServerConfig> {
  const values = read(env, folder);
  const production = values.SRI_ENV === 'production';
  return Object.freeze({
    production,
    port: values.PORT,
    host: values.HOST,
    trustProxy: values.TRUST_PROXY,
    logLevel: values.LOG_LEVEL,
    metricsToken: values.METRICS_TOKEN,
    operatorOrgId: values.OPERATOR_ORG_ID,
    consoleDir: values.CONSOLE_DIR,
    databaseUrl: values.DATABASE_URL,
    databaseRelayUrl: values.DATABASE_RELAY_URL ?? relayUrlBeside(values.DATABASE_URL),
    databasePoolMax: values.DATABASE_POOL_MAX,
    redisUrl: values.REDIS_URL,
    redisPrefix: values.REDIS_PREFIX,
    s3: {
      endpoint: values.S3_ENDPOINT,
      accessKey: values.S3_ACCESS_KEY,
      secretKey: values.S3_SECRET_KEY,
      region: values.S3_REGION,
    },
    s3Public: values.S3_PUBLIC_ENDPOINT ?? values.S3_ENDPOINT,
    signing: { current: values.SCRIPT_SIGNING_SECRET, previous: values.SCRIPT_SIGNING_SECRET_PREVIOUS },
    sessionKeys: keysOf(values.SESSION_ENCRYPTION_KEY, values.SESSION_ENCRYPTION_KEY_PREVIOUS),
    jwt: {
      current: values.JWT_SECRET ?? keptSecret(join(folder, '.env.secrets'), 'JWT_SECRET'),
      previous: values.JWT_SECRET_PREVIOUS,
    },
    accessTokenSeconds: production ? 15 * 60 : 12 * 3600,
    egress: {
      allow: values.EGRESS_ALLOW,
      deny: values.EGRESS_DENY,
      proxy: values.EGRESS_PROXY === undefined ? undefined : parseEgressProxy(values.EGRESS_PROXY),
    },
    mail:
      values.SMTP_URL === undefined
        ? undefined
        : { url: values.SMTP_URL, from: values.SMTP_FROM ?? `SRI <sri@${new URL(values.SMTP_URL).hostname}>` },
    alerts: { everyMs: values.ALERTS_MS, mailsMs: values.MAILS_MS },
    webhooks: { everyMs: values.WEBHOOKS_MS, timeoutMs: values.WEBHOOK_TIMEOUT_MS },
    queue: {
      leaseMs: values.LEASE_MS,
      reapMs: values.REAP_MS,
      promoteMs: values.PROMOTE_MS,
      relayMs: values.RELAY_MS,
      completeMs: values.COMPLETE_MS,
      ringRepairMs: values.RING_REPAIR_MS,
      reconcileMs: values.RECONCILE_MS,
      reconcileAgeMs: values.RECONCILE_AGE_MS,
      holdCheckMs: values.HOLD_CHECK_MS,
      checkSessionsMs: values.CHECK_SESSIONS_MS,
      cancelRepeatMs: values.CANCEL_REPEAT_MS,
      cancelGraceMs: values.CANCEL_GRACE_MS,
      resultsGraceMs: values.RESULTS_GRACE_MS,
      retryBaseMs: values.RETRY_BASE_MS,
      retryCapMs: values.RETRY_CAP_MS,
    },
    failpoints: values.SRI_FAIL,
    warnings: warningsOf(values),
  });
}

/** `readConfig` for `main`: a fault is told on standard error in words, and the process exits with 1. */
export function configOrExit(): Readonly<ServerConfig> {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    process.stderr.write(`The control plane cannot start.\n${error.message}\n${error.hint}\n`);
    return process.exit(1);
  }
}

export interface MigrationConfig {
  adminUrl: string;
  databaseUrl: string;
  databaseRelayUrl: string;
  /** The backups' role is made where this is set. */
  databaseBackupUrl: string | undefined;
}

/** What the migrations need. The admin's address is by default role `sri` at the database of DATABASE_URL. */
export function readMigrationConfig(env: Environment = process.env, folder = FOLDER): MigrationConfig {
  const file = readEnvFile(join(folder, '.env'));
  const production = (env['SRI_ENV'] || file['SRI_ENV']) === 'production';
  const schema = schemaFor(production)
    .pick({ DATABASE_URL: true, DATABASE_RELAY_URL: true })
    .extend({
      DATABASE_ADMIN_URL: production ? databaseUrl : databaseUrl.optional(),
      DATABASE_BACKUP_URL: databaseUrl.optional(),
    });
  const values = readEnv(schema, env, file);
  const admin = new URL(values.DATABASE_URL);
  admin.username = 'sri';
  admin.password = 'sri';
  return {
    adminUrl: values.DATABASE_ADMIN_URL ?? admin.href,
    databaseUrl: values.DATABASE_URL,
    databaseRelayUrl: values.DATABASE_RELAY_URL ?? relayUrlBeside(values.DATABASE_URL),
    databaseBackupUrl: values.DATABASE_BACKUP_URL,
  };
}
