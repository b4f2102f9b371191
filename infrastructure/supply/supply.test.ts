import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { auditFaults, exceptionsSchema, type Audit } from './judge-audit.ts';
import { lockFaults, lockSchema } from './lock-faults.ts';
import { IMAGES, makeSbom } from './make-sbom.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const HIGH = { url: 'https://github.com/advisories/GHSA-aaaa', title: 'reads any file', severity: 'high' };
const LOW = { url: 'https://github.com/advisories/GHSA-bbbb', title: 'is slow', severity: 'low' };
const audit: Audit = {
  vulnerabilities: {
    leaf: { name: 'leaf', severity: 'high', via: [HIGH, LOW] },
    top: { name: 'top', severity: 'high', via: ['leaf'] },
  },
};
const exception = (until: string) => [{ advisory: HIGH.url, why: 'the function is not called by us', until }];

test('R57 every package is pinned by the digest of its content and comes from a registry', () => {
  for (const file of [
    'package-lock.json',
    'infrastructure/local/node/package-lock.json',
    'infrastructure/bench/package-lock.json',
  ]) {
    const lock = lockSchema.parse(JSON.parse(read(file)));
    expect([file, lockFaults(lock)]).toEqual([file, []]);
  }
  const bad = lockSchema.parse({
    lockfileVersion: 3,
    packages: {
      '': {},
      'node_modules/a': { resolved: 'https://r.example/a/-/a-1.tgz' },
      'node_modules/b': { resolved: 'git+ssh://git@example.com/b.git#1', integrity: 'sha512-x' },
      'node_modules/@sri/shared': { resolved: 'shared', link: true },
      'node_modules/c': { resolved: 'https://r.example/c/-/c-1.tgz', integrity: 'sha512-x' },
    },
  });
  expect(lockFaults(bad)).toEqual([
    'node_modules/a has no digest',
    'node_modules/b comes from git+ssh://git@example.com/b.git#1',
  ]);
});

test('R57 no package runs a script of its own while it is installed, but those that were looked at', () => {
  const { allowScripts } = JSON.parse(read('package.json')) as { allowScripts: Record<string, boolean> };
  expect(Object.values(allowScripts)).not.toContain(true);
});

test('R57 an advisory that is high stops, until the day that it is accepted to', () => {
  expect(auditFaults(audit, [], '2026-11-25')).toEqual([`leaf: reads any file (high, ${HIGH.url})`]);
  expect(auditFaults(audit, exception('2026-12-01'), '2026-11-25')).toEqual([]);
  expect(auditFaults(audit, exception('2026-11-01'), '2026-11-25')).toEqual([
    `leaf: ${HIGH.url} was accepted until 2026-11-01`,
  ]);
  const nobody: Audit = { vulnerabilities: {} };
  expect(auditFaults(nobody, exception('2026-12-01'), '2026-11-25')).toEqual([
    `${HIGH.url} is accepted, and nothing has it any more`,
  ]);
});

test('R57 the exceptions that stand are dated and say why', () => {
  expect(() => exceptionsSchema.parse(JSON.parse(read('infrastructure/supply/audit-exceptions.json')))).not.toThrow();
  expect(exceptionsSchema.safeParse([{ advisory: HIGH.url, why: 'later', until: '2026-12-01' }]).success).toBe(false);
});

test('R57 the gate says when nothing could be checked, and then fails where a check is required', () => {
  // No registry answers at this port.
  const env = { ...process.env, npm_config_registry: 'http://127.0.0.1:1/', npm_config_fetch_retries: '0' };
  const gate = (...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'audit.ts'), ...args], { env, encoding: 'utf8' });
  const [told, required] = [gate(), gate('--require')];
  expect([told.status, told.stdout]).toEqual([0, expect.stringContaining('NOT CHECKED')]);
  expect(required.status).toBe(1);
});

test('R57 the bill of materials of each image has what is shipped in it, and nothing of what is for development', () => {
  const names = Object.fromEntries(
    IMAGES.map(({ image, workspaces }) => [
      image,
      makeSbom(image, workspaces, 'libc6 2.36-9+deb12u10 amd64\n').components,
    ]),
  );
  const of = (image: string): string[] => (names[image] ?? []).map(({ name }) => name);
  expect(of('sri-server')).toEqual(expect.arrayContaining(['express', 'pg', 'libc6']));
  expect(of('sri-worker')).toEqual(expect.arrayContaining(['playwright-core', 'libc6']));
  expect(of('sri-worker')).not.toEqual(expect.arrayContaining(['pg']));
  expect(of('sri-worker')).not.toEqual(expect.arrayContaining(['express']));
  expect(of('sri-backup')).toEqual(expect.arrayContaining(['zod']));
  expect(of('sri-egress')).toEqual(['libc6']);
  for (const image of ['sri-server', 'sri-worker', 'sri-backup'])
    for (const tool of ['vitest', 'typescript', 'oxlint'])
      expect([image, of(image).includes(tool)]).toEqual([image, false]);
  expect(names['sri-server']?.find(({ name }) => name === 'libc6')?.purl).toBe(
    'pkg:deb/debian/libc6@2.36-9%2Bdeb12u10?arch=amd64',
  );
});
