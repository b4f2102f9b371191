import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { createLoadMeter, treeOf } from './measure-load.ts';

test('a tree is a process with all that came from it, whatever the order', () => {
  const all = [
    { pid: 4, parent: 3 },
    { pid: 3, parent: 2 },
    { pid: 2, parent: 1 },
    { pid: 9, parent: 1 },
    { pid: 1, parent: 0 },
  ];
  expect(treeOf(all, 2).map(({ pid }) => pid)).toEqual([4, 3, 2]);
  expect(treeOf(all, 7)).toEqual([]);
});

test.runIf(process.platform === 'linux')('what a child uses counts, by the clock that is given', async () => {
  const busy = spawn(process.execPath, [
    '-e',
    'const full = Buffer.alloc(80e6, 1); process.stdout.write("up"); for (;;) full[0]++;',
  ]);
  await new Promise((resolve) => void busy.stdout.once('data', resolve));
  let now = 0;
  const measure = createLoadMeter(process.pid, () => now);
  const first = measure();
  expect(first.rssBytes).toBeGreaterThan(80e6);
  expect(first.cpuCores).toBeUndefined();
  expect(measure()).toBe(first);
  await expect
    .poll(() => {
      now += 2000;
      return measure().cpuCores;
    })
    .toBeGreaterThan(0);
  busy.kill('SIGKILL');
});
