import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { hasDisplay } from '../../desktop/build/electron-files.ts';
import { readEnv } from '@sri/shared/node/read-env.ts';
import { withoutOwnServices } from './own-services.ts';

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

/** Where Node keeps compiled code between starts. */
export const COMPILE_CACHE = join(ROOT, '.tools', 'compile-cache');

const port = (fallback: number): z.ZodDefault<z.ZodCoercedNumber> =>
  z.coerce.number().int().min(1).max(65_535).default(fallback);
const secret = z.string().min(32, 'must have at least 32 characters');
const url = (...schemes: string[]): z.ZodType<string> =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol), {
    message: `must be an address with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`,
  });

const schema = z.object({
  LC_ALL: z.string().optional(),
  LC_MESSAGES: z.string().optional(),
  LANG: z.string().optional(),

  // Services of one's own instead of ours.
  DATABASE_URL: url('postgres:', 'postgresql:').optional(),
  DATABASE_ADMIN_URL: url('postgres:', 'postgresql:').optional(),
  DATABASE_RELAY_URL: url('postgres:', 'postgresql:').optional(),
  REDIS_URL: url('redis:', 'rediss:').optional(),
  S3_ENDPOINT: url('http:', 'https:').optional(),
  S3_ACCESS_KEY: z.string().default('minioadmin'),
  S3_SECRET_KEY: z.string().default('minioadmin'),

  // The guide's ports; another is taken where one is busy.
  API_PORT: port(3000),
  PORTAL_PORT: port(4000),
  POSTGRES_PORT: port(5432),
  REDIS_PORT: port(6379),
  S3_PORT: port(9000),

  // Made once and kept in SRI_HOME where not set.
  SCRIPT_SIGNING_SECRET: secret.optional(),
  JWT_SECRET: secret.optional(),
  SESSION_ENCRYPTION_KEY: secret.optional(),
  DEMO_EMAIL: z.email().default('demo@sri.local'),
  DEMO_PASSWORD: z.string().min(10, 'must have at least 10 characters').optional(),

  /** `no`: the desktop app is not opened. */
  SRI_OPEN: z.enum(['yes', 'no']).default('yes'),
  ELECTRON_OVERRIDE_DIST_PATH: z.string().optional(),

  // Handed on to the workers.
  CHROMIUM_PATH: z.string().optional(),
  CHROMIUM_ARGS: z.string().optional(),
  EGRESS_MAP: z.string().optional(),
  WORKER_CONCURRENCY: z.string().optional(),
});

export type LauncherConfig = Readonly<z.output<typeof schema>> & {
  /** SRI_HOME as an absolute path; a relative one is meant from the checkout. */
  home: string;
  language: 'es' | 'en';
  /** Whether windows can be shown. */
  display: boolean;
};

/** The launcher's settings. Throws one `config_invalid` that names every fault at once. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): LauncherConfig {
  const given = env['SRI_HOME'] || '.sri';
  const home = isAbsolute(given) ? given : join(ROOT, given);
  const config = readEnv(schema, withoutOwnServices(env, home));
  const locale = config.LC_ALL ?? config.LC_MESSAGES ?? config.LANG ?? '';
  return Object.freeze({
    ...config,
    home,
    language: /^en/i.test(locale) ? 'en' : 'es',
    display: hasDisplay(process.platform, env),
  });
}

/** Where programs are looked for, folders joined by colons. */
export function searchPath(env: NodeJS.ProcessEnv = process.env): string {
  return env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin';
}

/** The environment for npm and apt-get: the user's own (proxies, certificates, npm's settings). */
export function commandEnv(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

const BASE = [
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'LC_ALL',
  'TMPDIR',
  'TZ',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
];

/** What every part gets besides its own variables: nothing that names a service or a secret. */
export function baseEnv(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  return Object.fromEntries(Object.entries(commandEnv(env)).filter(([name]) => BASE.includes(name)));
}

const DESKTOP = [
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'XDG_RUNTIME_DIR',
  'XDG_SESSION_TYPE',
  'XDG_CURRENT_DESKTOP',
  'XDG_DATA_DIRS',
  'DBUS_SESSION_BUS_ADDRESS',
  'LANGUAGE',
  'LC_MESSAGES',
];

/** What a program with windows gets besides: the display, the person's settings, the way to the keyring. */
export function windowEnv(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const own = Object.entries(commandEnv(env)).filter(([name]) => DESKTOP.includes(name));
  return { ...baseEnv(env), ...Object.fromEntries(own) };
}
