import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Apt, noApt } from './apt.ts';
import { findRedisProgram } from './redis-program.ts';
import { temporaryFolder } from './test/part-spec.ts';

/** A program that answers `--version` as a server does: the search is tested here, not the server. */
function program(bin: string, name: string, script: string): string {
  mkdirSync(bin, { recursive: true });
  const file = join(bin, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return file;
}

const REDIS = (version: string): string => `echo "Redis server v=${version} sha=00000000:0 malloc=jemalloc bits=64"`;
const VALKEY = 'echo "Valkey server v=8.1.1 sha=00000000:0 malloc=jemalloc bits=64"';
const CHECKER = 'echo "Usage: $0 <rdb-file-name>"; exit 1';

test('Valkey or Redis, 7 or newer, from the PATH', async () => {
  const bin = temporaryFolder();
  const redis = program(bin, 'redis-server', REDIS('7.2.5'));
  expect(await findRedisProgram({ path: bin, apt: noApt })).toEqual({ command: redis, version: '7.2.5' });
  const valkey = program(bin, 'valkey-server', VALKEY);
  expect(await findRedisProgram({ path: bin, apt: noApt })).toEqual({ command: valkey, version: '8.1.1' });
});

test('R17 a server older than 7 is not used, nor a checker that is no server', async () => {
  const bin = temporaryFolder();
  program(bin, 'redis-server', REDIS('6.0.16'));
  program(bin, 'redis-check-rdb', CHECKER);
  await expect(findRedisProgram({ path: bin, apt: noApt })).rejects.toMatchObject({
    code: 'program_missing',
    hint: expect.stringContaining('set REDIS_URL') as unknown,
  });
});

test('where there is none, redis-tools is installed, and the server inside its checker is found', async () => {
  const bin = temporaryFolder();
  const asked: string[] = [];
  const apt: Apt = {
    install: (name) => {
      asked.push(name);
      program(bin, 'redis-check-rdb', REDIS('7.0.15'));
      return Promise.resolve({ ok: true });
    },
  };
  expect(await findRedisProgram({ path: bin, apt })).toEqual({
    command: join(bin, 'redis-check-rdb'),
    argv0: 'redis-server',
    version: '7.0.15',
  });
  expect(asked).toEqual(['redis-tools']);
});

test('an installation that fails is told with its reason', async () => {
  const apt: Apt = { install: () => Promise.resolve({ ok: false, reason: 'Unable to locate package redis-tools' }) };
  await expect(findRedisProgram({ path: temporaryFolder(), apt })).rejects.toMatchObject({
    hint: expect.stringContaining('Unable to locate package redis-tools') as unknown,
  });
});
