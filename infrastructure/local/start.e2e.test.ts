import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { connectS3 } from '@sri/shared/node/s3.ts';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { launcherRecord } from './launcher-lock.ts';
import { freePort } from './ports.ts';
import { isAlive, readParts, readRecord, startOf } from './recorded-process.mjs';
import { untilGone } from './test/part-spec.ts';

const START = fileURLToPath(new URL('start.ts', import.meta.url));
const STOP = fileURLToPath(new URL('stop.mjs', import.meta.url));
const PARTS = ['portal', 'postgres', 'redis', 's3', 'server', 'worker-1', 'worker-2'];

async function homeEnv(): Promise<{ home: string; env: Record<string, string> }> {
  const home = mkdtempSync(join(tmpdir(), 'sri-home-'));
  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    SRI_HOME: home,
    LANG: 'en_US.UTF-8',
    SRI_OPEN: 'no',
  };
  for (const name of ['API_PORT', 'PORTAL_PORT', 'POSTGRES_PORT', 'REDIS_PORT', 'S3_PORT']) {
    env[name] = String(await freePort());
  }
  return { home, env };
}

/** Runs a script to its end. Its output and one more descriptor are pipes: the call returns once nobody holds them any more. */
async function run(
  script: string,
  env: Record<string, string>,
  ...args: string[]
): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [script, ...args], { env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdio[3]?.on('data', () => undefined);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

function runningParts(home: string): Record<string, number> {
  const parts = readParts(join(home, 'run')).filter(({ record }) => isAlive(record));
  const byName = parts.toSorted((a, b) => a.record.name.localeCompare(b.record.name));
  return Object.fromEntries(byName.map(({ record }) => [record.name, record.pid] as const));
}

describe('npm start -- --detach', () => {
  let home: string;
  let env: Record<string, string>;
  let first: { code: number | null; said: string };
  const stackEnv = (): NodeJS.Dict<string> => parseEnv(readFileSync(join(home, 'stack.env'), 'utf8'));

  beforeAll(async () => {
    ({ home, env } = await homeEnv());
    first = await run(START, env, '--detach');
  });
  afterAll(async () => {
    await run(STOP, env);
    rmSync(home, { recursive: true, force: true });
  });

  test('returns with 0 and the card once everything is ready, and holds nothing of the terminal', () => {
    expect(first.said).toContain('SRI is running');
    expect(first.said).toMatch(/(?:Console|API)\s+http:\/\/localhost:\d+/);
    expect(first.said).toContain('Demo ready');
    expect(first.code).toBe(0);
    expect(Object.keys(runningParts(home))).toEqual(PARTS);
  });

  test('stack.env names what runs, in plain KEY=value lines', async () => {
    const text = readFileSync(join(home, 'stack.env'), 'utf8');
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => line.split('=')[0]),
    ).toEqual([
      'DATABASE_URL',
      'DATABASE_ADMIN_URL',
      'REDIS_URL',
      'S3_ENDPOINT',
      'S3_ACCESS_KEY',
      'S3_SECRET_KEY',
      'API_URL',
      'PORTAL_URL',
      'DEMO_EMAIL',
      'DEMO_PASSWORD',
      'CONSOLE_URL',
    ]);
    expect(text).not.toMatch(/["']/);
    const stack = stackEnv();
    expect(new URL(stack['API_URL'] ?? '').origin).toBe(stack['API_URL']);
    expect((await fetch(`${stack['API_URL']}/ready`)).status).toBe(200);
    expect((await fetch(`${stack['PORTAL_URL']}/health`)).status).toBe(200);
    const s3 = connectS3({
      endpoint: stack['S3_ENDPOINT'] ?? '',
      accessKey: stack['S3_ACCESS_KEY'] ?? '',
      secretKey: stack['S3_SECRET_KEY'] ?? '',
    });
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    expect(new Set(Buckets.map(({ Name }) => Name))).toEqual(new Set(['sri-results', 'sri-scripts']));
  });

  test('workers get only the variables they need', () => {
    const environment = readFileSync(`/proc/${runningParts(home)['worker-1']}/environ`, 'utf8');
    const names = environment.split('\0').map((entry) => entry.split('=')[0] ?? '');
    expect(names).toContain('WORKER_ID');
    expect(names.filter((name) => /^(DATABASE|PG|POSTGRES|JWT|API|DEMO)/.test(name))).toEqual([]);
  });

  test('a second launcher is refused with the address of the first', async () => {
    const second = await run(START, env, '--detach');
    expect(second.code).toBe(1);
    expect(second.said).toContain(`the stack is already running: ${stackEnv()['API_URL']}`);
  });

  test.each(PARTS)('%s, killed, is started again', async (name) => {
    const before = runningParts(home)[name] ?? 0;
    process.kill(before, 'SIGKILL');
    await expect
      .poll(
        () =>
          readFileSync(join(home, 'logs', 'launcher.log'), 'utf8')
            .split('\n')
            .filter((line) => line.endsWith(' is back')),
        {
          timeout: 60_000,
        },
      )
      .toHaveLength(PARTS.indexOf(name) + 1);
    const now = runningParts(home)[name];
    expect(now).toBeTypeOf('number');
    expect(now).not.toBe(before);
  });

  test('after kill -9 of the launcher, the next start ends what it left and has the data', async () => {
    const before = runningParts(home);
    const launcher = readRecord(launcherRecord(join(home, 'run')));
    process.kill(launcher?.pid ?? 0, 'SIGKILL');
    await untilGone(launcher?.pid ?? 0);
    const again = await run(START, env, '--detach');
    expect(again.said).toContain('Ended what an earlier start had left');
    expect(again.said).not.toContain('First execution');
    expect(again.code).toBe(0);
    for (const pid of Object.values(before)) expect(startOf(pid)).toBeUndefined();
    expect(Object.keys(runningParts(home))).toEqual(PARTS);
  });

  test('npm stop ends it all, with 0, also when nothing runs any more', async () => {
    const before = Object.values(runningParts(home));
    expect(before).toHaveLength(PARTS.length);
    expect((await run(STOP, env)).code).toBe(0);
    for (const pid of before) expect(startOf(pid)).toBeUndefined();
    expect(readdirSync(join(home, 'run'))).toEqual([]);
    expect(await run(STOP, env)).toEqual({ code: 0, said: '✓ Nothing is running\n' });
  });
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s while it starts leaves nothing behind', async (signal) => {
  const { home, env } = await homeEnv();
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const child = spawn(process.execPath, [START], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const pids = new Set<number>();
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    for (const pid of Object.values(runningParts(home))) pids.add(pid);
    if (!child.killed && said.includes('✓ Redis')) child.kill(signal);
  });
  expect(((await closed) as [number | null])[0]).toBe(130);
  expect(said).toContain('Start cancelled; nothing is left running');
  expect(pids.size).toBeGreaterThan(0);
  for (const pid of pids) expect(startOf(pid)).toBeUndefined();
  expect(readdirSync(join(home, 'run'))).toEqual([]);
});
