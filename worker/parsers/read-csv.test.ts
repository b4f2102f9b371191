import { expect, it } from 'vitest';
import { readCsvLines, readCsvRows } from './read-csv.ts';
import { toCsv } from '@sri/shared/exports/to-csv.ts';

it('quotes, doubled quotes, line ends in cells, any line end', () => {
  expect(readCsvLines('a;b\r\n"x; ""y""";"dos\nlíneas"\n\nfin;')).toEqual([
    ['a', 'b'],
    ['x; "y"', 'dos\nlíneas'],
    ['fin', ''],
  ]);
});

it('guesses the separator from the first line, quotes left out', () => {
  expect(readCsvLines('"a;b;c",d\n1,2')).toEqual([
    ['a;b;c', 'd'],
    ['1', '2'],
  ]);
  expect(readCsvLines('a\tb\n1\t2')[1]).toEqual(['1', '2']);
  expect(readCsvLines('a|b', '|')).toEqual([['a', 'b']]);
});

it('rows go under the names of the first line, each its own', () => {
  expect(readCsvRows('n,n,\n1,2,3\n4')).toEqual([
    { n: '1', 'n (2)': '2', 'columna 3': '3' },
    { n: '4', 'n (2)': '', 'columna 3': '' },
  ]);
  expect(readCsvRows('')).toEqual([]);
});

it('reads what is written here', () => {
  const rows = [{ numero: 'L-1', nota: 'dice "sí"; y\nsigue' }];
  expect(readCsvRows(toCsv(rows))).toEqual(rows);
});
