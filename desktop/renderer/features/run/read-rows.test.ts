import { describe, expect, test } from 'vitest';
import { flowInputsSchema } from '@sri/shared/model/flow.ts';
import { findDelimiter, mapColumns, readCells, readRows } from './read-rows.ts';

const inputs = flowInputsSchema.parse({
  desde: { label: 'Fecha desde', type: 'date', required: true },
  producto: { type: 'text' },
  precio_min: { label: 'Precio mínimo', type: 'number' },
  campaña: { type: 'text', required: true, default: '2025/26' },
});

describe('cells', () => {
  test.each([
    ['a;b,c;d', ';'],
    ['a,b,c', ','],
    ['a\tb;c\td', '\t'],
    ['"a,b,c,d";e', ';'],
    ['a', ';'],
    ['a,b\n1;2;3;4', ','],
  ])('%j has the delimiter %j', (text, delimiter) => expect(findDelimiter(text)).toBe(delimiter));

  test('byte order mark, quotes, line ends inside quotes, empty rows', async () => {
    const text = '\uFEFFdesde;producto\r\n2026-01-31;"Soja ""1ª""; de\nRosario"\r\n\r\n;\r\n1/2/2026;Maíz';
    expect(await readCells(text)).toEqual({
      rows: [
        ['desde', 'producto'],
        ['2026-01-31', 'Soja "1ª"; de\nRosario'],
        ['1/2/2026', 'Maíz'],
      ],
    });
  });

  test('what was copied in a spreadsheet is kept apart by tabs', async () => {
    expect(await readCells('a\tb\n1,5\t2;3\n')).toEqual({
      rows: [
        ['a', 'b'],
        ['1,5', '2;3'],
      ],
    });
  });

  test('a quote that does not close is told with its row', async () => {
    expect(await readCells('a;b\n1;"x\n2;y')).toHaveProperty('broken');
    expect(await readCells('')).toEqual({ rows: [] });
  });
});

test('a column is known by the name or the label of an input, however it is written; none is taken twice', () => {
  const titles = ['FECHA DESDE', 'Producto', 'precio minimo', 'Precio_Min', 'Campana', 'otra', ''];
  expect(mapColumns(titles, inputs)).toEqual(['desde', 'producto', 'precio_min', null, 'campaña', null, null]);
});

describe('rows', () => {
  const read = (cells: string[][], columns: (string | null)[] = ['desde', 'precio_min', null]) =>
    readRows(cells, columns, inputs, 'es-AR');

  test('become values by type; what is empty is left to the default', () => {
    expect(
      read([
        ['31/1/2026', '1.234,5', 'nada'],
        ['2026-02-01', ''],
      ]),
    ).toEqual({
      rows: [{ desde: '2026-01-31', precio_min: 1234.5 }, { desde: '2026-02-01' }],
      faults: [],
      missing: [],
      tooMany: false,
    });
  });

  test('every fault is told with its row and input', () => {
    expect(
      read([
        ['31/1/2026', '1.234'],
        ['', '2'],
        ['ayer', 'x'],
      ]).faults,
    ).toEqual([
      { row: 1, input: 'precio_min', fault: 'ambiguous', text: '1.234' },
      { row: 2, input: 'desde', fault: 'missing', text: '' },
      { row: 3, input: 'desde', fault: 'date', text: 'ayer' },
      { row: 3, input: 'precio_min', fault: 'number', text: 'x' },
    ]);
  });

  test('a required input without a column is missing, unless it has a default', () => {
    expect(read([['x']], ['producto']).missing).toEqual(['desde']);
  });

  test('a thousand fit, not one more', () => {
    const cells = (count: number): string[][] => Array.from({ length: count }, () => ['2026-01-31']);
    expect(read(cells(1000)).tooMany).toBe(false);
    expect(read(cells(1001)).tooMany).toBe(true);
  });
});
