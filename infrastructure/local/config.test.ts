import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { baseEnv, readConfig, ROOT } from './config.ts';
import { ownServicesFile } from './own-services.ts';

test("without settings, the guide's ports and names hold", () => {
  const config = readConfig({});
  expect(config).toMatchObject({
    home: join(ROOT, '.sri'),
    language: 'es',
    API_PORT: 3000,
    POSTGRES_PORT: 5432,
    REDIS_PORT: 6379,
    S3_PORT: 9000,
    PORTAL_PORT: 4000,
    S3_ACCESS_KEY: 'minioadmin',
    DEMO_EMAIL: 'demo@sri.local',
  });
});

test('SRI_HOME is meant from the checkout unless it is absolute', () => {
  expect(readConfig({ SRI_HOME: 'elsewhere' }).home).toBe(join(ROOT, 'elsewhere'));
  expect(readConfig({ SRI_HOME: '/srv/sri' }).home).toBe('/srv/sri');
});

test.each([
  [{ LANG: 'en_US.UTF-8' }, 'en'],
  [{ LANG: 'es_AR.UTF-8' }, 'es'],
  [{ LANG: 'C.UTF-8' }, 'es'],
  [{ LANG: 'es_AR.UTF-8', LC_ALL: 'en_GB.UTF-8' }, 'en'],
])('%o speaks %s', (env, language) => {
  expect(readConfig(env).language).toBe(language);
});

test('all faults are told at once, by name', () => {
  const faulty = { REDIS_URL: 'localhost:6379', API_PORT: '70000', SCRIPT_SIGNING_SECRET: 'short' };
  expect(() => readConfig(faulty)).toThrow(/REDIS_URL[^]*API_PORT[^]*SCRIPT_SIGNING_SECRET/);
});

test('parts inherit nothing that names a service or a secret', () => {
  const env = {
    PATH: '/bin',
    HOME: '/home/x',
    DATABASE_URL: 'postgres://x',
    PGPASSWORD: 'x',
    JWT_SECRET: 'x',
    API_URL: 'x',
  };
  expect(baseEnv(env)).toEqual({ PATH: '/bin', HOME: '/home/x' });
});

test('a shell that has read stack.env does not ask for services of its own', () => {
  const home = mkdtempSync(join(tmpdir(), 'sri-own-'));
  writeFileSync(ownServicesFile(home), 'REDIS_URL=redis://127.0.0.1:6379\n');
  const env = { SRI_HOME: home, REDIS_URL: 'redis://127.0.0.1:6379', S3_ENDPOINT: 'http://127.0.0.1:9000' };
  expect(readConfig(env).REDIS_URL).toBeUndefined();
  expect(readConfig(env).S3_ENDPOINT).toBe('http://127.0.0.1:9000');
  expect(readConfig({ ...env, REDIS_URL: 'redis://127.0.0.1:6380' }).REDIS_URL).toBe('redis://127.0.0.1:6380');
});
