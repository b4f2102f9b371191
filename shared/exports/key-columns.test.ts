import { expect, test } from 'vitest';
import { keyColumns } from './key-columns.ts';

test('a key is a column that tells the rows of both executions apart', () => {
  const before = [
    { importe: 10, Número: 'A', cliente: 'X' },
    { importe: 20, Número: 'B', cliente: 'X' },
  ];
  const after = [...before, { importe: 30, Número: 'C', cliente: 'Y' }];
  expect(keyColumns(before, after)).toEqual(['Número', 'importe']);
  expect(keyColumns([...before, { importe: 10, Número: 'D', cliente: 'Z' }], after)).toEqual(['Número']);
  expect(keyColumns([], [])).toEqual([]);
});

test('a value that is missing makes a column none', () => {
  expect(keyColumns([{ a: 1, b: 2 }], [{ a: null, b: 2 }])).toEqual(['b']);
  expect(keyColumns([{ a: '' }], [])).toEqual([]);
});
