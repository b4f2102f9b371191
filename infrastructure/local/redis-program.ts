import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@sri/shared/errors.ts';
import type { Apt } from './apt.ts';
import { runCommand } from './run-command.ts';

/** Scripts that declare their flags came with Redis 7. */
const OLDEST_MAJOR = 7;
const NAMES = ['valkey-server', 'redis-server'];
/** Debian's redis-tools: the checker and the server are one program, and the name it is called by says which. */
const IN_DISGUISE = 'redis-check-rdb';

export interface RedisProgram {
  command: string;
  argv0?: string;
  version: string;
}

async function asServer(command: string, argv0?: string): Promise<RedisProgram | undefined> {
  try {
    accessSync(command, constants.X_OK);
  } catch {
    return undefined;
  }
  const { code, output } = await runCommand(command, {
    args: ['--version'],
    ...(argv0 === undefined ? {} : { argv0 }),
  });
  const version = /server v=(\S+)/.exec(output)?.[1];
  if (code !== 0 || version === undefined || Number.parseInt(version, 10) < OLDEST_MAJOR) return undefined;
  return { command, version, ...(argv0 === undefined ? {} : { argv0 }) };
}

async function onThisMachine(path: string): Promise<RedisProgram | undefined> {
  const folders = path.split(':').filter((folder) => folder !== '');
  for (const name of [...NAMES, IN_DISGUISE]) {
    for (const folder of folders) {
      const found = await asServer(join(folder, name), name === IN_DISGUISE ? 'redis-server' : undefined);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/**
 * A Valkey or Redis server, version 7 or newer: on the PATH, inside Debian's redis-tools, or by installing that package
 * (which starts no service). Throws `AppError` (`program_missing`) saying what to install.
 */
export async function findRedisProgram(options: {
  path: string;
  apt: Apt;
  signal?: AbortSignal;
}): Promise<RedisProgram> {
  const { path, apt, signal } = options;
  const found = await onThisMachine(path);
  if (found !== undefined) return found;
  const installed = await apt.install('redis-tools', signal);
  const now = await onThisMachine(path);
  if (now !== undefined) return now;
  throw new AppError('program_missing', 'no Redis or Valkey (7 or newer) on this machine', {
    hint: [
      'Install one (Debian: apt-get install redis-tools; Fedora: dnf install valkey; macOS: brew install valkey), or set REDIS_URL.',
      ...(installed.ok ? [] : [installed.reason]),
    ].join('\n'),
  });
}
