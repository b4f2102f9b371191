import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldersOf, fromBytes, keyPath, readEntry, toBytes } from './key-path.ts';

const keys = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
  fc
    .array(fc.constantFrom('a', 'A', '/', '..', '.', '%', 'ñ', '\u0001', 'x'.repeat(63), 'y'.repeat(64)), {
      minLength: 1,
      maxLength: 20,
    })
    .map((parts) => parts.join('')),
);

/** Reads a path back into its key, as a walk does. */
function keyOf({ folders, file }: ReturnType<typeof keyPath>): string | undefined {
  let base = '';
  for (const name of folders) base = readEntry(base, name)?.bytes ?? '?';
  return fromBytes(readEntry(base, file)?.bytes ?? '?');
}

describe('keys on disk', () => {
  it('gives every key a path that leads back to it, so that no two share one', () => {
    fc.assert(
      fc.property(keys, (key) => {
        expect(keyOf(keyPath(key))).toBe(key.toWellFormed());
      }),
    );
  });

  it('uses names that every disk takes and tells apart, and that lead nowhere else', () => {
    fc.assert(
      fc.property(keys, (key) => {
        const { folders, file } = keyPath(key);
        for (const name of [...folders, file]) expect(name).toMatch(/^[ocd]_[a-z0-9._%-]{0,192}$/);
      }),
    );
  });

  it('keeps a key and one below it apart, as a file and a folder', () => {
    expect(keyPath('a')).toEqual({ folders: [], file: 'o_a' });
    expect(keyPath('a/b')).toEqual({ folders: ['d_a'], file: 'o_b' });
    expect(keyPath('../a/')).toEqual({ folders: ['d_..', 'd_a'], file: 'o_' });
    expect(keyPath('A\0')).toEqual({ folders: [], file: 'o_%41%00' });
  });

  it('finds the folder of a prefix', () => {
    expect(foldersOf('a/b/c')).toEqual(['d_a', 'd_b']);
    expect(foldersOf(toBytes(`${'l'.repeat(64)}/x`))).toEqual([`c_${'l'.repeat(64)}`, 'd_']);
  });

  it('ignores what it did not make', () => {
    for (const name of ['.DS_Store', 'x_a', 'o', '']) expect(readEntry('', name)).toBeUndefined();
  });
});
