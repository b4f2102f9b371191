import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSpool } from './spool.ts';

function root(): string {
  const dir = mkdtempSync(join(tmpdir(), 'sri-spool-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

test('removes what dead workers left, and leaves the living alone', async () => {
  const dir = root();
  const { pid: dead } = spawnSync('true');
  for (const name of [`worker-1-${dead}`, `worker-2-${process.ppid}`, 'something-else']) {
    mkdirSync(join(dir, name, 'runner-1'), { recursive: true });
  }
  const told: string[] = [];
  const spool = await openSpool({
    root: dir,
    workerId: 'worker-1',
    limitBytes: 1000,
    onLeftover: (left) => Promise.resolve(void told.push(left)),
  });
  expect(told).toEqual([join(dir, `worker-1-${dead}`)]);
  expect(readdirSync(dir).toSorted()).toEqual([
    'something-else',
    `worker-1-${process.pid}`,
    `worker-2-${process.ppid}`,
  ]);
  await spool.close();
  expect(existsSync(spool.dir)).toBe(false);
});

test('holds so much over all attempts, and has room again when they are gone', async () => {
  const spool = await openSpool({ root: root(), workerId: 'w', limitBytes: 1000 });
  const [one, two] = [await spool.open('one'), await spool.open('two')];
  for (const { dir } of [one, two]) writeFileSync(join(dir, 'a.bin'), Buffer.alloc(600));
  await one.count('a.bin');
  expect(spool.hasRoom()).toBe(true);
  await expect(two.count('a.bin')).rejects.toMatchObject({ code: 'disk_full', retryable: true });
  expect(spool.hasRoom()).toBe(false);
  await two.close();
  expect(spool.hasRoom()).toBe(true);
  expect(existsSync(two.dir)).toBe(false);
});

test('an attempt begins with an empty folder', async () => {
  const spool = await openSpool({ root: root(), workerId: 'w', limitBytes: 1000 });
  const before = await spool.open('job-1.1');
  writeFileSync(join(before.dir, 'old.bin'), 'x');
  expect(readdirSync((await spool.open('job-1.1')).dir)).toEqual([]);
});
