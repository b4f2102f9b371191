import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stackSecrets } from './secrets.ts';
import { temporaryFolder } from './test/part-spec.ts';

test('secrets are made once, long enough, for the owner only', () => {
  const file = join(temporaryFolder(), 'home', 'secrets.env');
  const first = stackSecrets(file, {});
  expect(Object.values<string>({ ...first }).every((value) => value.length >= 12)).toBe(true);
  expect(first.SCRIPT_SIGNING_SECRET).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(Object.values(first)).size).toBe(5);
  expect(stackSecrets(file, {})).toEqual(first);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('one that is set is used and not kept', () => {
  const file = join(temporaryFolder(), 'secrets.env');
  const given = 'x'.repeat(40);
  expect(stackSecrets(file, { SCRIPT_SIGNING_SECRET: given }).SCRIPT_SIGNING_SECRET).toBe(given);
  expect(readFileSync(file, 'utf8')).not.toContain(given);
  expect(stackSecrets(file, {}).SCRIPT_SIGNING_SECRET).not.toBe(given);
});
