import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from './config.ts';

const SECRET = 'a secret of more than thirty-two characters';
const PRODUCTION = {
  SRI_ENV: 'production',
  REDIS_URL: 'redis://redis:6379',
  S3_ENDPOINT: 'https://s3.example',
  S3_ACCESS_KEY: 'a',
  S3_SECRET_KEY: 'b',
  SCRIPT_SIGNING_SECRET: SECRET,
  SESSION_ENCRYPTION_KEY: `${SECRET} too`,
};

function folderWith(env: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'sri-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, '.env'), env);
  return folder;
}
const NOWHERE = join(tmpdir(), 'sri-no-such-folder');
const read = (env: Record<string, string>, folder = NOWHERE) => readConfig(env, folder);

describe('worker configuration', () => {
  it('needs the signing secret only, outside production', () => {
    const config = read({ SCRIPT_SIGNING_SECRET: SECRET });
    expect(config).toMatchObject({
      production: false,
      concurrency: 2,
      redisUrl: 'redis://localhost:6379',
      sessionKeys: undefined,
    });
    expect(config.workerId).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]+-[0-9a-f]{6}$/);
    expect(() => read({})).toThrow(/SCRIPT_SIGNING_SECRET: is missing/);
  });

  it('reads the .env beside it; what is really set wins', () => {
    const folder = folderWith(`SCRIPT_SIGNING_SECRET="${SECRET}"\nWORKER_ID=from-file\nWORKER_CONCURRENCY=3\n`);
    expect(read({ WORKER_ID: 'worker-1' }, folder)).toMatchObject({ workerId: 'worker-1', concurrency: 3 });
  });

  it.each([
    'DATABASE_URL',
    'DATABASE_ADMIN_URL',
    'PGHOST',
    'PGPASSWORD',
    'POSTGRES_PASSWORD',
    'JWT_SECRET',
    'API_URL',
    'DB_HOST',
  ])('refuses %s, set or in its .env, and says which', (name) => {
    expect(() => read({ SCRIPT_SIGNING_SECRET: SECRET, [name]: 'x' })).toThrow(new RegExp(`must not have.*${name}`));
    expect(() => read({ SCRIPT_SIGNING_SECRET: SECRET }, folderWith(`${name}=x`))).toThrow(new RegExp(name));
  });

  it('names every fault at once', () => {
    const bad = {
      SCRIPT_SIGNING_SECRET: 'short',
      WORKER_ID: 'no spaces',
      REDIS_URL: 'http://x',
      EGRESS_ALLOW: 'loopback 1.2.3.400',
    };
    expect(() => read(bad)).toThrow(
      /WORKER_ID[^]*REDIS_URL[^]*SCRIPT_SIGNING_SECRET: must have at least 32 characters[^]*EGRESS_ALLOW: "1.2.3.400"/,
    );
  });

  it('R46 accepts the guide’s example with a warning in development, refuses it in production', () => {
    const example = 'a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0u1v2w3x4y5z6';
    expect(read({ SCRIPT_SIGNING_SECRET: example }).warnings[0]).toContain('example of the guide');
    expect(() => read({ ...PRODUCTION, SCRIPT_SIGNING_SECRET: example })).toThrow(
      /SCRIPT_SIGNING_SECRET: is the example/,
    );
  });

  const secretNames = ['SCRIPT_SIGNING_SECRET_PREVIOUS', 'SESSION_ENCRYPTION_KEY_PREVIOUS'];
  it.each(secretNames)('R46 reads %s, and refuses one that is short or known', (name) => {
    const before = 'the secret of before, which is long enough';
    const { signing, sessionKeys } = read({ ...PRODUCTION, [name]: before });
    expect([signing.previous, sessionKeys?.previous]).toContain(before);
    expect(() => read({ ...PRODUCTION, [name]: 'x'.repeat(31) })).toThrow(/at least 32 characters/);
    const example = 'a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0u1v2w3x4y5z6';
    expect(() => read({ ...PRODUCTION, [name]: example })).toThrow(`${name}: is the example`);
  });

  it('has no defaults in production, and refuses what is for tests', () => {
    expect(read(PRODUCTION).production).toBe(true);
    for (const name of ['REDIS_URL', 'S3_ENDPOINT', 'S3_ACCESS_KEY', 'S3_SECRET_KEY', 'SESSION_ENCRYPTION_KEY']) {
      expect(() => read({ ...PRODUCTION, [name]: '' })).toThrow(new RegExp(`${name}: is missing`));
    }
    for (const name of ['EGRESS_MAP', 'CHROMIUM_ARGS', 'SRI_FAIL']) {
      expect(() => read({ ...PRODUCTION, [name]: 'example.com:443=127.0.0.1:1' })).toThrow(
        new RegExp(`${name}: is for tests only`),
      );
    }
  });

  it('splits CHROMIUM_ARGS and reads the egress lists', () => {
    const config = read({
      SCRIPT_SIGNING_SECRET: SECRET,
      CHROMIUM_ARGS: ' --a=b  --c ',
      EGRESS_ALLOW: '127.0.0.0/8,::1,localhost',
      EGRESS_DENY: 'loopback:5432,10.0.0.1:6379',
      EGRESS_MAP: 'example.com:443=127.0.0.1:8443',
    });
    expect(config.chromium.args).toEqual(['--a=b', '--c']);
    expect(config.egress.proxy).toBeUndefined();
    const proxied = read({ SCRIPT_SIGNING_SECRET: SECRET, EGRESS_PROXY: 'http://egress:3128' });
    expect(proxied.egress.proxy).toEqual({ host: 'egress', port: 3128 });
    expect(() => read({ SCRIPT_SIGNING_SECRET: SECRET, EGRESS_PROXY: 'egress:3128' })).toThrow(/EGRESS_PROXY/);
    expect(config.egress.deny).toHaveLength(3);
    expect(config.egress.map.get('example.com:443')).toEqual({ address: '127.0.0.1', port: 8443 });
  });
});
