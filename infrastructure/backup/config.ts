import { z } from 'zod';
import { AppError } from '@sri/shared/errors.ts';
import { isKnownSecret, MIN_SECRET_LENGTH } from '@sri/shared/node/keys.ts';
import { readEnv } from '@sri/shared/node/read-env.ts';

const secret = z
  .string()
  .min(MIN_SECRET_LENGTH, `must have at least ${MIN_SECRET_LENGTH} characters (openssl rand -hex 32 makes one)`)
  .refine((text) => !isKnownSecret(text), { error: 'is the example of the guide, which everybody knows' });

const store = z.object({
  BACKUP_ENCRYPTION_KEY: secret,
  BACKUP_ENCRYPTION_KEY_PREVIOUS: secret.optional(),
  BACKUP_S3_ENDPOINT: z.url(),
  BACKUP_S3_ACCESS_KEY: z.string(),
  BACKUP_S3_SECRET_KEY: z.string(),
  BACKUP_S3_REGION: z.string().default('us-east-1'),
  BACKUP_BUCKET: z.string().default('sri-backups'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

const milliseconds = (fallback: number) => z.coerce.number().int().min(10).default(fallback);

const keeper = store.extend({
  DATABASE_BACKUP_URL: z.url({ protocol: /^postgres(?:ql)?$/ }),
  /** Where the log lies until it is in the store; on a disk, since it is what a crash of this part leaves. */
  BACKUP_SPOOL: z.string().default('/spool'),
  BACKUP_HOUR: z.coerce.number().int().min(0).max(23).default(3),
  BACKUP_KEEP_DAYS: z.coerce.number().int().min(1).max(3650).default(14),
  BACKUP_SHIP_MS: milliseconds(10_000),
  /** How often the segment that is being written goes to the store: what a lost host costs at most. */
  BACKUP_PARTIAL_MS: milliseconds(30_000),
  BACKUP_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).default(9187),
});

export type StoreConfig = Readonly<z.output<typeof store>>;
export type KeeperConfig = Readonly<z.output<typeof keeper>>;

/** What reading backups needs. Throws one `config_invalid` that names every fault. */
export const readStoreConfig = (env: NodeJS.ProcessEnv = process.env): StoreConfig => readEnv(store, env);

/** What making backups needs. */
export const readKeeperConfig = (env: NodeJS.ProcessEnv = process.env): KeeperConfig => readEnv(keeper, env);

/** The secrets that open a backup: the current one first. */
export function secretsOf(config: StoreConfig): string[] {
  return [config.BACKUP_ENCRYPTION_KEY, config.BACKUP_ENCRYPTION_KEY_PREVIOUS].filter((key) => key !== undefined);
}

/** Runs a program's `main`: a fault that a person can put right is told in words, and ends it with 1. */
export async function toldInWords(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    process.stderr.write(`${error.message}\n${error.hint}\n`);
    process.exitCode = 1;
  }
}
