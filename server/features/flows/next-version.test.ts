import { expect, test } from 'vitest';
import { nextVersion } from './next-version.ts';

test.each([
  [undefined, '1.0.0'],
  ['1.0.0', '1.0.1'],
  ['2.10.9', '2.10.10'],
])('after %s comes %s', (newest, next) => expect(nextVersion(newest)).toBe(next));
