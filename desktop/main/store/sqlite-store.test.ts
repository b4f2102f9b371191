import Database from 'better-sqlite3';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { memoryStore } from './memory-store.ts';
import { MIGRATIONS } from './migrations.ts';
import { sqliteStore } from './sqlite-store.ts';

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sri-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'sri.sqlite');
}

test.each([
  ['the file', (now: () => number) => sqliteStore(new Database(':memory:'), now)],
  ['the memory that stands in for it', (now: () => number) => memoryStore(now)],
])('%s keeps values by key and lists them oldest first, by the beginning of their key', (_name, open) => {
  let at = 0;
  const store = open(() => (at += 1));
  onTestFinished(() => store.close());
  const shelf = store.shelf('last_lists');
  for (const key of ['a 1', 'b 1', 'a 2', 'a_3']) shelf.write(key, `value of ${key}`);
  shelf.write('a 1', 'newer');
  expect(shelf.read('a 1')).toEqual({ key: 'a 1', value: 'newer', at: 5 });
  expect(shelf.list('a ').map(({ key }) => key)).toEqual(['a 2', 'a 1']);
  shelf.remove('a 2');
  expect(shelf.read('a 2')).toBeNull();
  expect(store.shelf('settings').list()).toEqual([]);
});

test('what was kept is there at the next start; what was removed is not in the file any more', () => {
  const file = temporaryFile();
  const first = sqliteStore(new Database(file));
  first.shelf('settings').write('language', 'es');
  first.shelf('drafts').write('flow', 'canary-that-is-removed');
  first.shelf('drafts').remove('flow');
  first.close();
  const second = sqliteStore(new Database(file));
  onTestFinished(() => second.close());
  expect(second.shelf('settings').read('language')?.value).toBe('es');
  expect(readFileSync(file, 'latin1')).not.toContain('canary');
});

test('a file of a newer version of the app is refused, and left as it is', () => {
  const file = temporaryFile();
  const database = new Database(file);
  database.pragma(`user_version = ${MIGRATIONS.length + 1}`);
  expect(() => sqliteStore(database)).toThrow(/newer version/);
  expect(database.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length + 1);
  database.close();
});

test('what comes in after it was closed is not kept, and breaks nothing', () => {
  const store = sqliteStore(new Database(':memory:'));
  const shelf = store.shelf('last_lists');
  shelf.write('a', '1');
  store.close();
  shelf.write('b', '2');
  shelf.remove('a');
  expect([shelf.read('a'), shelf.list()]).toEqual([null, []]);
});
