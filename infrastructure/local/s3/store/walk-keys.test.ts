import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyPath, toBytes } from './key-path.ts';
import { walkKeys } from './walk-keys.ts';

const X = 'x'.repeat(64);
const part = fc.constantFrom('a', 'a!', 'a0', 'B', '', 'ñ', '.', X, `${X}!`, `${X}0`, `${X}/z`);
const key = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));

async function withKeys<T>(keys: readonly string[], work: (objects: string) => Promise<T>): Promise<T> {
  const objects = await mkdtemp(join(tmpdir(), 'sri-walk-'));
  try {
    for (const one of keys) {
      const { folders, file } = keyPath(one);
      await mkdir(join(objects, ...folders), { recursive: true });
      await writeFile(join(objects, ...folders, file), '');
    }
    return await work(objects);
  } finally {
    await rm(objects, { recursive: true, force: true });
  }
}

async function walk(objects: string, prefix: string, after: string): Promise<string[]> {
  const walking = walkKeys(objects, { prefix: toBytes(prefix), after: toBytes(after) });
  const found: string[] = [];
  for (let one = await walking.next(); one; one = await walking.next()) found.push(one.bytes);
  return found;
}

describe('walking keys', () => {
  it('finds what a sorted list of all keys would, for any prefix and start', async () => {
    const start = fc.oneof(fc.constant(''), key, fc.constantFrom('a/', X, `${X}/`, 'zz'));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(key, { maxLength: 12 }), start, start, async (keys, prefix, after) => {
        const bytes = keys.filter((one) => one !== '').map(toBytes);
        const expected = bytes.filter((one) => one.startsWith(toBytes(prefix)) && one > toBytes(after));
        const sorted = expected.toSorted((a, b) => (a < b ? -1 : 1));
        const found = await withKeys(
          keys.filter((one) => one !== ''),
          (objects) => walk(objects, prefix, after),
        );
        expect(found).toEqual(sorted);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('leaves out what it is told to skip, from where it stands', async () => {
    await withKeys(['a/1', 'a/2', 'a/b/3', 'b'], async (objects) => {
      const walking = walkKeys(objects, { prefix: '', after: '' });
      expect((await walking.next())?.bytes).toBe('a/1');
      walking.skip('a/');
      expect((await walking.next())?.bytes).toBe('b');
      expect(await walking.next()).toBeUndefined();
    });
  });
});
