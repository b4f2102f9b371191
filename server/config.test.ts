import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError } from '@sri/shared/errors.ts';
import { readConfig, readMigrationConfig } from './config.ts';

const GUIDE_SECRET = 'a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0u1v2w3x4y5z6';
const SECRET = 'x'.repeat(32);
const PRODUCTION = {
  SRI_ENV: 'production',
  DATABASE_URL: 'postgres://sri_api:pw@db:5432/sri_production',
  DATABASE_RELAY_URL: 'postgres://sri_relay:pw@db:5432/sri_production',
  REDIS_URL: 'redis://:pw@redis:6379',
  S3_ENDPOINT: 'https://s3.example',
  S3_ACCESS_KEY: 'key',
  S3_SECRET_KEY: 'secret',
  SCRIPT_SIGNING_SECRET: 'signing '.repeat(5),
  SESSION_ENCRYPTION_KEY: 'sessions '.repeat(5),
  JWT_SECRET: 'tokens '.repeat(5),
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sri-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function faultsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env, folder);
  } catch (error) {
    if (error instanceof AppError && error.code === 'config_invalid') return error.message.split('\n');
    throw error;
  }
  return [];
}

test('outside production one secret is enough, and the rest fits the compose file', () => {
  const config = readConfig({ SCRIPT_SIGNING_SECRET: SECRET }, folder);
  expect(config).toMatchObject({
    production: false,
    port: 3000,
    host: '127.0.0.1',
    databaseUrl: 'postgres://sri_api:sri_api@localhost:5432/sri_production',
    databaseRelayUrl: 'postgres://sri_relay:sri_relay@localhost:5432/sri_production',
    redisUrl: 'redis://localhost:6379',
    s3: { endpoint: 'http://localhost:9000', accessKey: 'minioadmin', secretKey: 'minioadmin' },
    signing: { current: SECRET },
    sessionKeys: undefined,
    accessTokenSeconds: 12 * 3600,
  });
});

test('the .env beside the part is read, and the real environment wins', () => {
  writeFileSync(
    join(folder, '.env'),
    `SCRIPT_SIGNING_SECRET=${SECRET}\nPORT=4001\nREDIS_URL=redis://of-the-file:6379\n`,
  );
  const config = readConfig({ PORT: '4002', REDIS_URL: '' }, folder);
  expect(config).toMatchObject({ port: 4002, redisUrl: 'redis://of-the-file:6379', signing: { current: SECRET } });
});

test('R46 no SCRIPT_SIGNING_SECRET, or one of 31 characters, is no start', () => {
  expect(faultsOf({})).toEqual(['SCRIPT_SIGNING_SECRET: is missing']);
  expect(faultsOf({ SCRIPT_SIGNING_SECRET: '' })).toEqual(['SCRIPT_SIGNING_SECRET: is missing']);
  expect(faultsOf({ SCRIPT_SIGNING_SECRET: 'x'.repeat(31) })[0]).toContain('at least 32 characters');
});

test("R46 the guide's example is taken with a warning, and refused in production", () => {
  const { warnings } = readConfig({ SCRIPT_SIGNING_SECRET: GUIDE_SECRET }, folder);
  expect(warnings.join()).toContain('SCRIPT_SIGNING_SECRET is the example of the guide');
  expect(faultsOf({ ...PRODUCTION, SCRIPT_SIGNING_SECRET: GUIDE_SECRET })).toEqual([
    'SCRIPT_SIGNING_SECRET: is the example of the guide, which everybody knows',
  ]);
});

const PREVIOUS = ['SCRIPT_SIGNING_SECRET_PREVIOUS', 'SESSION_ENCRYPTION_KEY_PREVIOUS', 'JWT_SECRET_PREVIOUS'];

test.each(PREVIOUS)('R46 %s: as long as any secret, and in production not the example of the guide', (name) => {
  expect(faultsOf({ SCRIPT_SIGNING_SECRET: SECRET, [name]: 'x'.repeat(31) })[0]).toContain('at least 32 characters');
  expect(faultsOf({ ...PRODUCTION, [name]: GUIDE_SECRET })).toEqual([
    `${name}: is the example of the guide, which everybody knows`,
  ]);
});

test('R46 current and previous secrets are read together', () => {
  const previous = Object.fromEntries(PREVIOUS.map((name) => [name, `${name} of before, long enough`]));
  const { signing, sessionKeys, jwt } = readConfig({ ...PRODUCTION, ...previous }, folder);
  expect([signing.previous, sessionKeys?.previous, jwt.previous]).toEqual(Object.values(previous));
});

test('R46 one secret for two purposes is refused in production, also where it is a previous one', () => {
  expect(faultsOf({ ...PRODUCTION, JWT_SECRET: PRODUCTION.SCRIPT_SIGNING_SECRET })[0]).toContain('three secrets');
  expect(faultsOf({ ...PRODUCTION, JWT_SECRET_PREVIOUS: PRODUCTION.SCRIPT_SIGNING_SECRET })[0]).toContain('three');
});

test('production has no defaults, and says of all variables at once which are missing', () => {
  const missing = faultsOf({ SRI_ENV: 'production' }).map((line) => line.split(':')[0]);
  const needed = Object.keys(PRODUCTION).filter((name) => name !== 'SRI_ENV');
  expect(new Set(missing)).toEqual(new Set(needed));
});

test('what only serves tests is refused in production', () => {
  expect(faultsOf({ ...PRODUCTION, SRI_FAIL: 'after-commit:exit' })).toEqual([
    'SRI_FAIL: is for tests only and must not be set in production',
  ]);
  expect(readConfig({ SCRIPT_SIGNING_SECRET: SECRET, SRI_FAIL: 'after-commit:exit' }, folder).failpoints).toEqual([
    { place: 'after-commit', act: 'exit', nth: 1 },
  ]);
});

test('production with everything set starts, with tokens of 15 minutes', () => {
  expect(readConfig(PRODUCTION, folder)).toMatchObject({
    production: true,
    host: '0.0.0.0',
    accessTokenSeconds: 900,
    jwt: { current: PRODUCTION.JWT_SECRET },
    warnings: [],
  });
});

test.each([
  ['DATABASE_URL', 'mysql://x'],
  ['DATABASE_URL', 'postgres://localhost:5432/without-user'],
  ['REDIS_URL', 'localhost:6379'],
  ['S3_ENDPOINT', 'minio'],
  ['PORT', '70000'],
  ['PORT', 'web'],
  ['SRI_ENV', 'prod'],
  ['LEASE_MS', '-1'],
  ['JWT_SECRET', 'short'],
  ['EGRESS_ALLOW', '10.0.0.300'],
  ['EGRESS_DENY', 'http://erp.example'],
  ['EGRESS_PROXY', 'egress:3128'],
])('%s=%s is refused by name', (name, value) => {
  const faults = faultsOf({ SCRIPT_SIGNING_SECRET: SECRET, [name]: value });
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(new RegExp(`^${name}: `));
});

test('R51 webhooks go nowhere but the open internet unless a setting says so', () => {
  expect(readConfig(PRODUCTION, folder).egress).toEqual({ allow: [], deny: [], proxy: undefined });
  const { egress } = readConfig(
    { ...PRODUCTION, EGRESS_ALLOW: 'erp.local', EGRESS_PROXY: 'http://egress:3128' },
    folder,
  );
  expect(egress).toEqual({
    allow: [{ kind: 'name', name: 'erp.local', subdomains: false, port: null }],
    deny: [],
    proxy: { host: 'egress', port: 3128 },
  });
});

test('JWT_SECRET is made once outside production, kept beside the .env for its owner only', () => {
  const first = readConfig({ SCRIPT_SIGNING_SECRET: SECRET }, folder).jwt.current;
  const second = readConfig({ SCRIPT_SIGNING_SECRET: SECRET }, folder).jwt.current;
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(second).toBe(first);
  const file = join(folder, '.env.secrets');
  expect(readFileSync(file, 'utf8')).toBe(`JWT_SECRET=${first}\n`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a folder that cannot be written is no obstacle: the secret then lives as long as the process', () => {
  const { jwt } = readConfig({ SCRIPT_SIGNING_SECRET: SECRET }, join(folder, 'is-not-there'));
  expect(jwt.current).toMatch(/^[0-9a-f]{64}$/);
});

test('the migrations need no signing secret, and take the admin of the same database', () => {
  expect(readMigrationConfig({}, folder)).toEqual({
    adminUrl: 'postgres://sri:sri@localhost:5432/sri_production',
    databaseUrl: 'postgres://sri_api:sri_api@localhost:5432/sri_production',
    databaseRelayUrl: 'postgres://sri_relay:sri_relay@localhost:5432/sri_production',
  });
  const elsewhere = readMigrationConfig({ DATABASE_URL: 'postgres://sri_api:x@db:6000/other' }, folder);
  expect(elsewhere.adminUrl).toBe('postgres://sri:sri@db:6000/other');
});
