import { expect, test } from 'vitest';
import { PERMISSIONS } from '@sri/shared/protocol/permissions.ts';
import { RIGHT_WORDS } from './rights.ts';

test('R40 every right that a role can have stands in the matrix in words', () => {
  expect(Object.keys(RIGHT_WORDS).toSorted()).toEqual(Object.keys(PERMISSIONS).toSorted());
});
