import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  endRecordedParts,
  isAlive,
  readParts,
  readRecord,
  startOf,
  waitForEnd,
  writeRecord,
  type PartRecord,
} from './recorded-process.mjs';
import { temporaryFolder, untilGone } from './test/part-spec.ts';

function sleeper(code = 'setInterval(() => {}, 1000)'): number {
  const child = spawn(process.execPath, ['-e', code], { stdio: 'ignore', detached: true });
  const pid = child.pid ?? 0;
  onTestFinished(() => void child.kill('SIGKILL'));
  return pid;
}

function part(name: string, pid: number, change: Partial<PartRecord> = {}): PartRecord {
  return { name, pid, started: startOf(pid) ?? '', stopOrder: 1, stopSignal: 'SIGTERM', graceMs: 20_000, ...change };
}

test('a process is told from another one that got its number', async () => {
  const pid = sleeper();
  const record = part('one', pid);
  expect(isAlive(record)).toBe(true);
  expect(isAlive({ ...record, started: `0${record.started}` })).toBe(false);
  process.kill(pid, 'SIGKILL');
  expect(await waitForEnd(record, 20_000)).toBe(true);
  expect(isAlive(record)).toBe(false);
  expect(startOf(pid)).toBeUndefined();
});

test('what a killed launcher left is found and ended, and only that', async () => {
  const folder = temporaryFolder();
  const [ours, stranger] = [sleeper(), sleeper()];
  writeRecord(join(folder, 'ours.pid'), part('ours', ours));
  writeRecord(join(folder, 'gone.pid'), part('gone', stranger, { started: 'before the last boot' }));
  expect(await endRecordedParts(folder, { graceCapMs: 20_000 })).toEqual(['ours']);
  await untilGone(ours);
  expect(startOf(stranger)).toBeTypeOf('string');
  expect(readdirSync(folder)).toEqual([]);
});

test('one that ignores the signal is killed after its time', async () => {
  const folder = temporaryFolder();
  const deaf = sleeper("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)");
  writeRecord(join(folder, 'deaf.pid'), part('deaf', deaf, { stopSignal: 'SIGCONT' }));
  expect(await endRecordedParts(folder, { graceCapMs: 50 })).toEqual(['deaf']);
  await untilGone(deaf);
});

test('a record that cannot be read is no process: it is removed and harms nobody', async () => {
  const folder = temporaryFolder();
  for (const [name, text] of [
    ['cut.pid', '12\n{"pid": 12'],
    ['bare.pid', '12\n'],
    ['init.pid', '1\n{"pid":1,"started":"x"}'],
    ['none.pid', ''],
  ] as const) {
    writeFileSync(join(folder, name), text);
    expect(readRecord(join(folder, name))).toBeUndefined();
  }
  mkdirSync(join(folder, 'other'));
  expect(readParts(folder)).toEqual([]);
  expect(existsSync(join(folder, 'cut.pid'))).toBe(false);
  expect(await endRecordedParts(join(folder, 'missing'), { graceCapMs: 50 })).toEqual([]);
});
