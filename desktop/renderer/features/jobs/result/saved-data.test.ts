import type { Artifact } from '@sri/shared/protocol/api/jobs.ts';
import { expect, test } from 'vitest';
import { readSaved, savedData, savedText } from './saved-data.ts';

const file = (name: string): Artifact => ({ name, bytes: 1, contentType: '', sha256: null, url: name });

test('each saved name has its files, and nothing else is one', () => {
  const files = ['data/a.csv', 'data/a.json', 'data/año.b.json', 'downloads/x.json', 'result.json'].map(file);
  expect(savedData(files).map(({ name, files: of }) => [name, of.map((one) => one.name)])).toEqual([
    ['a', ['data/a.csv', 'data/a.json']],
    ['año.b', ['data/año.b.json']],
  ]);
});

test('how a table breaks its contract is no data of its own', () => {
  const [only, ...others] = savedData(['data/a.csv', 'data/a.contract.json', 'data/a.json'].map(file));
  expect(others).toEqual([]);
  expect([only?.contract?.name, only?.files.map((one) => one.name)]).toEqual([
    'data/a.contract.json',
    ['data/a.csv', 'data/a.json'],
  ]);
});

test('rows may differ in their columns; all of them are shown', () => {
  const { columns, rows, single } = readSaved('[{"n":"1"},{"n":"2","importe":"3,50"}]');
  expect({ columns, count: rows.length, single }).toEqual({ columns: ['n', 'importe'], count: 2, single: false });
});

test('one thing is no table, and plain values become one column', () => {
  expect(readSaved('{"saldo":"12"}')).toEqual({ columns: ['saldo'], rows: [{ saldo: '12' }], single: true });
  expect(readSaved('["a",["b"],null]')).toMatchObject({
    columns: [''],
    rows: [{ '': 'a' }, { '': ['b'] }, { '': null }],
  });
  expect(readSaved('[]')).toEqual({ columns: [], rows: [], single: false });
});

test('values as text', () => {
  expect([null, undefined, 'a', 5, true, { a: 1 }].map(savedText)).toEqual(['', '', 'a', '5', 'true', '{"a":1}']);
});
