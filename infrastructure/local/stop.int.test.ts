import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { launcherRecord } from './launcher-lock.ts';
import { startOf, writeRecord } from './recorded-process.mjs';
import { temporaryFolder, untilGone } from './test/part-spec.ts';

const STOP = fileURLToPath(new URL('stop.mjs', import.meta.url));
const SLEEP = 'setInterval(() => {}, 1000)';

/** `npm stop` for this home; throws unless it exits with 0. */
async function stop(home: string): Promise<string> {
  const env = { PATH: process.env['PATH'], SRI_HOME: home, LANG: 'en_US.UTF-8' };
  return (await promisify(execFile)(process.execPath, [STOP], { env })).stdout;
}

function start(code: string): number {
  const child = spawn(process.execPath, ['-e', code], { stdio: 'ignore', detached: true });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child.pid ?? 0;
}

test('nothing runs: exit code 0', async () => {
  expect(await stop(join(temporaryFolder(), 'never-started'))).toBe('✓ Nothing is running\n');
});

test('the launcher is asked to stop, and waited for', async () => {
  const home = temporaryFolder();
  const pid = start(SLEEP);
  const file = launcherRecord(join(home, 'run'));
  writeRecord(file, { pid, started: startOf(pid) ?? '', state: 'ready' });
  expect(await stop(home)).toContain('✓ Everything ended; the data is kept');
  expect(startOf(pid)).toBeUndefined();
  expect(existsSync(file)).toBe(false);
});

test('of a launcher that was killed, what it left is ended', async () => {
  const home = temporaryFolder();
  const [dead, part] = [start(SLEEP), start(SLEEP)];
  const started = startOf(dead) ?? '';
  process.kill(dead, 'SIGKILL');
  await untilGone(dead);
  writeRecord(launcherRecord(join(home, 'run')), { pid: dead, started, state: 'ready' });
  const stopHow = { stopOrder: 6, stopSignal: 'SIGINT', graceMs: 20_000 } as const;
  writeRecord(join(home, 'run', 'postgres.pid'), {
    name: 'postgres',
    pid: part,
    started: startOf(part) ?? '',
    ...stopHow,
  });
  expect(await stop(home)).toContain('· Ended what was left: postgres');
  await untilGone(part);
  expect(await stop(home)).toBe('✓ Nothing is running\n');
});
