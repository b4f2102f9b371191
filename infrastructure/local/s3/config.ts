import { isIP } from 'node:net';
import { z } from 'zod';
import { readEnv } from '@sri/shared/node/read-env.ts';
import { EVERYTHING, parseRule, type S3User } from './auth/rights.ts';

const DEFAULT_KEY = 'minioadmin';

const accessKeySchema = z
  .string()
  .regex(/^[^\s/,=]{3,128}$/, 'must be 3 to 128 characters, without blanks, "/", "," or "="');
const secretKeySchema = z.string().min(8, 'must have at least 8 characters');
const ruleSchema = z
  .string()
  .refine(
    (rule) => parseRule(rule) !== undefined,
    'must be "s3:Action bucket/key", as "s3:PutObject sri-results/results/*"',
  );

const usersSchema = z.array(
  z.strictObject({ accessKey: accessKeySchema, secretKey: secretKeySchema, allow: z.array(ruleSchema) }),
);

const usersTextSchema = z.string().transform((text, context): z.output<typeof usersSchema> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON' });
    return z.NEVER;
  }
  const users = usersSchema.safeParse(value);
  if (users.success) return users.data;
  for (const { path, message } of users.error.issues) context.addIssue({ code: 'custom', path, message });
  return z.NEVER;
});

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

const envSchema = z
  .object({
    S3_HOST: z.string().default('127.0.0.1'),
    S3_PORT: z.coerce.number().int().min(0).max(65_535).default(9000),
    S3_DATA: z.string(),
    S3_ACCESS_KEY: accessKeySchema.optional(),
    S3_SECRET_KEY: secretKeySchema.optional(),
    S3_USERS: usersTextSchema.default([]),
  })
  .superRefine((env, context) => {
    if (!isLoopback(env.S3_HOST)) {
      for (const name of ['S3_ACCESS_KEY', 'S3_SECRET_KEY'] as const) {
        if (env[name] !== undefined && env[name] !== DEFAULT_KEY) continue;
        const message = 'must be set, and not to the well-known default, when S3_HOST is more than this machine';
        context.addIssue({ code: 'custom', path: [name], message });
      }
    }
    const keys = [env.S3_ACCESS_KEY ?? DEFAULT_KEY, ...env.S3_USERS.map((user) => user.accessKey)];
    if (new Set(keys).size === keys.length) return;
    context.addIssue({ code: 'custom', path: ['S3_USERS'], message: 'names an access key twice' });
  });

export interface S3Config {
  host: string;
  port: number;
  dataDir: string;
  /** The first one may do everything. */
  users: S3User[];
}

/** The S3 server's settings. Throws AppError `config_invalid` with every fault at once. */
export function readConfig(): S3Config {
  const env = readEnv(envSchema, process.env);
  const primary = {
    accessKey: env.S3_ACCESS_KEY ?? DEFAULT_KEY,
    secretKey: env.S3_SECRET_KEY ?? DEFAULT_KEY,
    allow: [EVERYTHING],
  };
  return { host: env.S3_HOST, port: env.S3_PORT, dataDir: env.S3_DATA, users: [primary, ...env.S3_USERS] };
}

/** The keys with which the conformance checks sign. */
export function readConformanceKeys(): { accessKey: string; secretKey: string } {
  const keys = z.object({
    S3_ACCESS_KEY: z.string().default(DEFAULT_KEY),
    S3_SECRET_KEY: z.string().default(DEFAULT_KEY),
  });
  const env = readEnv(keys, process.env);
  return { accessKey: env.S3_ACCESS_KEY, secretKey: env.S3_SECRET_KEY };
}
