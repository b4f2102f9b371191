import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..', '..');

export interface Ended {
  code: number;
  /** Standard output and standard error. */
  output: string;
}

/** Runs a program from the project's root; its environment is this one, or `env` alone. */
export function run(
  program: string,
  args: readonly string[],
  { env = process.env, input }: { env?: NodeJS.ProcessEnv; input?: string } = {},
): Ended {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: ROOT,
    ...(input === undefined ? {} : { input }),
    env: { ...env, DOCKER_BUILDKIT: '1', COMPOSE_DOCKER_CLI_BUILD: '1' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status ?? 1, output: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}` };
}

/** The same while this process goes on: whoever puts load on an installation must not stand still meanwhile. */
export function runBeside(program: string, args: readonly string[]): Promise<Ended> {
  const env = { ...process.env, DOCKER_BUILDKIT: '1', COMPOSE_DOCKER_CLI_BUILD: '1' };
  return new Promise((resolve) => {
    execFile(program, args, { cwd: ROOT, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : 1, output: stdout + stderr });
    });
  });
}

export const docker = (...args: string[]): Ended => run('docker', args);

/** Why the tests cannot run here, or undefined where an engine and a compose answer. */
export function whyNoEngine(): string | undefined {
  if (docker('info').code !== 0) return 'no Docker engine answers (DOCKER_HOST)';
  return composePrograms().length === 0 ? 'neither docker-compose nor the compose plugin is installed' : undefined;
}

/** What of compose is installed: 1.29 as a program of its own, v2 as a part of docker, or both. */
export function composePrograms(): string[][] {
  found ??= [['docker-compose'], ['docker', 'compose']].filter(
    ([program = '', ...args]) => run(program, [...args, 'version']).code === 0,
  );
  return found;
}
let found: string[][] | undefined;

/** Services of the root file whose images come from a registry, and what else to take where that tag cannot be had. */
const IMAGES = [
  ['POSTGRES_IMAGE', 'postgres:17-bookworm', 'postgres:17'],
  ['REDIS_IMAGE', 'redis:7-bookworm', 'redis:7'],
  ['MINIO_IMAGE', 'minio/minio:RELEASE.2025-09-07T16-13-09Z', 'minio/minio'],
  ['MC_IMAGE', 'minio/mc:RELEASE.2025-08-13T08-35-41Z', 'minio/mc'],
] as const;

function chooseImage(wanted: string, other: string): string {
  const has = (image: string): boolean => docker('image', 'inspect', image).code === 0;
  return has(wanted) || (!has(other) && docker('pull', '-q', wanted).code === 0) ? wanted : other;
}

/** A fresh settings file of `init-env` for a test's installation, with the images of this engine and `more`. */
export function teamEnvFile(more: Record<string, string>): string {
  const file = join(mkdtempSync(join(tmpdir(), 'sri-team-')), 'env');
  const { code, output } = run('sh', ['infrastructure/scripts/init-env', file]);
  if (code !== 0) throw new Error(output);
  const images = IMAGES.map(([name, wanted, other]): [string, string] => [name, chooseImage(wanted, other)]);
  const settings = { ...valuesOf(file), ...Object.fromEntries(images), ...more };
  // A store whose mc knows no users has its root key only.
  if (docker('run', '--rm', settings['MC_IMAGE'] ?? '', 'admin', '--help').code !== 0) {
    const [user = '', password = ''] = [settings['MINIO_ROOT_USER'], settings['MINIO_ROOT_PASSWORD']];
    Object.assign(settings, { S3_ONE_KEY: 'accepted' });
    for (const part of ['SERVER', 'WORKER', 'BACKUP']) {
      Object.assign(settings, { [`S3_${part}_ACCESS_KEY`]: user, [`S3_${part}_SECRET_KEY`]: password });
    }
  }
  writeValues(file, settings);
  return file;
}

export function valuesOf(file: string): Record<string, string> {
  const lines = readFileSync(file, 'utf8').split('\n');
  const pairs = lines.filter((line) => line.includes('=')).map((line) => line.split(/=(.*)/s).slice(0, 2));
  return Object.fromEntries(pairs) as Record<string, string>;
}

export function writeValues(file: string, values: Record<string, string>): void {
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
}
