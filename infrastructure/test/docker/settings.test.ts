import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { SECRET_NAMES, settingFaults } from '../../scripts/setting-faults.ts';
import { run, valuesOf } from './engine.ts';

let file: string;
const initEnv = (): string => run('sh', ['infrastructure/scripts/init-env', file]).output;

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'sri-init-env-'));
  file = join(folder, 'env');
  return () => rmSync(folder, { recursive: true });
});

describe('R54 init-env', () => {
  test('writes secrets that pass, for the owner only, and says none of them', () => {
    const output = initEnv();
    const values = valuesOf(file);
    expect(settingFaults(values)).toEqual([]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    for (const name of SECRET_NAMES) {
      expect(values[name]).toMatch(/^[0-9a-f]{64}$/);
      expect(output).not.toContain(values[name]);
    }
  });

  test('keeps what is there and fills in what is empty', () => {
    const kept = 'k3pt-0123456789-0123456789-abcdefghij';
    writeFileSync(file, `API_PORT=8080\nJWT_SECRET=${kept}\nREDIS_PASSWORD=\n`);
    initEnv();
    const first = valuesOf(file);
    expect(first).toMatchObject({ API_PORT: '8080', JWT_SECRET: kept });
    expect(first['REDIS_PASSWORD']).toMatch(/^[0-9a-f]{64}$/);
    expect(initEnv()).toContain('has everything already');
    expect(valuesOf(file)).toEqual(first);
  });
});

describe('R54 the first service refuses', () => {
  test.each([
    ['an empty one', 'JWT_SECRET', '', 'JWT_SECRET is not set'],
    ['the default of the store', 'MINIO_ROOT_PASSWORD', 'minioadmin', 'MINIO_ROOT_PASSWORD is a value that everybody'],
    [
      "the guide's example",
      'SCRIPT_SIGNING_SECRET',
      'a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0u1v2w3x4y5z6',
      'everybody',
    ],
    ['a short one', 'REDIS_PASSWORD', 'sri', 'REDIS_PASSWORD has fewer than 32'],
    ['one letter many times', 'REDIS_PASSWORD', 'x'.repeat(64), 'fewer than 8 different'],
    ['what an address cannot hold', 'POSTGRES_API_PASSWORD', `${'ab12'.repeat(8)}@/`, 'other characters'],
  ])('%s', (_what, name, value, fault) => {
    initEnv();
    expect(settingFaults({ ...valuesOf(file), [name]: value })).toEqual([expect.stringContaining(fault)]);
  });

  test('one secret for two purposes, but for the store that has one key', () => {
    initEnv();
    const values = valuesOf(file);
    const twice = { ...values, JWT_SECRET: values['SCRIPT_SIGNING_SECRET'] };
    expect(settingFaults(twice)).toEqual(['JWT_SECRET is the same as SCRIPT_SIGNING_SECRET']);
    const oneKey = { ...values, S3_SERVER_SECRET_KEY: values['MINIO_ROOT_PASSWORD'] };
    expect(settingFaults(oneKey)).toHaveLength(1);
    expect(settingFaults({ ...oneKey, S3_ONE_KEY: 'accepted' })).toEqual([]);
  });
});
