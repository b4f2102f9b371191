import { expect, test } from 'vitest';
import { idSchema, newId } from './ids.ts';

test('an id is a UUID version 7 that carries its time', () => {
  const id = newId(1_706_292_000_000);
  expect(idSchema.safeParse(id).success).toBe(true);
  expect(id[14]).toBe('7');
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(1_706_292_000_000);
});

test('ids sort by time and do not repeat', () => {
  const ids = Array.from({ length: 1000 }, (_, index) => newId(1_706_292_000_000 + index));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(Array.from({ length: 1000 }, () => newId(1))).size).toBe(1000);
});
