import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from './make-folder.ts';
import { temporaryFolder } from './test/part-spec.ts';

test('a folder is made with its parents, for its owner only, and again without harm', () => {
  const folder = join(temporaryFolder(), 'a', 'b');
  makeFolder(folder);
  makeFolder(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('a place where nothing can be written is told with what to do', () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(() => makeFolder(join(file, 'a'))).toThrow(`cannot write to ${join(file, 'a')}`);
  expect(() => makeFolder(file)).toThrow('EEXIST');
});

test('a file system that takes no folders ends in an error, not in an endless search', () => {
  expect(() => makeFolder('/proc/sri/run')).toThrow('cannot write to /proc/sri/run');
});
