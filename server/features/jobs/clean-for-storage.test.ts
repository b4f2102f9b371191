import { expect, test } from 'vitest';
import { cleanForStorage } from './clean-for-storage.ts';

test('only what Postgres cannot keep is replaced, however deep', () => {
  const value = { a: ['x\0y', 1, null, true], 'k\0': { b: '\ud800z', ok: 'año 😀' }, none: undefined };
  expect(cleanForStorage(value)).toEqual({
    a: ['x\uFFFDy', 1, null, true],
    'k\uFFFD': { b: '\uFFFDz', ok: 'año 😀' },
    none: undefined,
  });
});
