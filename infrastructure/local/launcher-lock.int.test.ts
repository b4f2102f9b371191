import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { launcherRecord, takeLauncherLock } from './launcher-lock.ts';
import { readRecord } from './recorded-process.mjs';
import { temporaryFolder } from './test/part-spec.ts';

const HOLDER = fileURLToPath(new URL('test/hold-lock.ts', import.meta.url));

/** Another launcher: takes the lock and holds it until it is killed. */
async function otherLauncher(folder: string): Promise<{ said: string; kill: () => Promise<void> }> {
  const child = spawn(process.execPath, [HOLDER, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  onTestFinished(kill);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { said: said.toString(), kill };
}

test('a second launcher is refused with the address of the first', async () => {
  const folder = temporaryFolder();
  const other = await otherLauncher(folder);
  expect(other.said).toBe('held\n');
  expect(() => takeLauncherLock(folder)).toThrow('the stack is already running: http://localhost:3999');
  expect((await otherLauncher(folder)).said).toBe('stack_running\n');
});

test('a launcher that was killed is no obstacle, nor is a file that means nothing', async () => {
  const folder = temporaryFolder();
  await (await otherLauncher(folder)).kill();
  const lock = takeLauncherLock(folder);
  expect(readRecord(launcherRecord(folder))).toMatchObject({ pid: process.pid, state: 'starting' });
  lock.update({ state: 'ready', apiUrl: 'http://localhost:3000' });
  expect(readRecord(launcherRecord(folder))).toMatchObject({ state: 'ready', apiUrl: 'http://localhost:3000' });
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
  writeFileSync(launcherRecord(folder), 'half a rec');
  takeLauncherLock(folder).release();
  expect(readdirSync(folder)).toEqual([]);
});

test('of many that start at once, one wins', async () => {
  const folder = temporaryFolder();
  await (await otherLauncher(folder)).kill();
  const said = await Promise.all(Array.from({ length: 6 }, () => otherLauncher(folder)));
  expect(said.map((other) => other.said).toSorted()).toEqual(['held\n', ...Array<string>(5).fill('stack_running\n')]);
  expect(readdirSync(folder)).toEqual(['launcher.pid']);
  expect(join(folder, 'launcher.pid')).toBe(launcherRecord(folder));
});
