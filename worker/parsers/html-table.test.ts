import { AppError } from '@sri/shared/errors.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeTable, tableRecords, uniqueNames, type RawCell, type RawRow } from './html-table.ts';
import { containing } from '../test/matchers.ts';

const td = (text: string, more: Partial<RawCell> = {}): RawCell => ({
  text,
  header: false,
  colspan: 1,
  rowspan: 1,
  ...more,
});
const th = (text: string, more: Partial<RawCell> = {}): RawCell => td(text, { header: true, ...more });
const head = (...cells: RawCell[]): RawRow => ({ section: 'head', cells });
const body = (...cells: RawCell[]): RawRow => ({ section: 'body', cells });
const records = (rows: RawRow[], choices?: Parameters<typeof tableRecords>[1]): Record<string, string>[] =>
  tableRecords(mergeTable({ rows }, { firstRowNames: choices === undefined }), choices);

describe('a table of a page', () => {
  it('joins header and rows, trimmed, hard spaces as spaces', () => {
    expect(
      records([head(th(' Número '), th('Importe\u00a0neto')), body(td('\u00a0L-1 \n'), td('1.234,56\u200b'))]),
    ).toEqual([{ Número: 'L-1', 'Importe neto': '1.234,56' }]);
  });

  it('names empty and repeated headers', () => {
    expect(uniqueNames(['A', 'A', '', 'A', 'A (2)', ''])).toEqual([
      'A',
      'A (2)',
      'Columna 3',
      'A (3)',
      'A (2) (2)',
      'Columna 6',
    ]);
  });

  it('spreads column and row spans, in headers and rows', () => {
    const rows = [
      head(th('Fecha', { rowspan: 2 }), th('Importe', { colspan: 2 })),
      head(th('ARS'), th('USD')),
      body(td('01/03', { rowspan: 2 }), td('10'), td('1')),
      body(td('20'), td('2')),
      body(td('03/03'), td('sin importe', { colspan: 2 })),
    ];
    expect(records(rows)).toEqual([
      { Fecha: '01/03', 'Importe ARS': '10', 'Importe USD': '1' },
      { Fecha: '01/03', 'Importe ARS': '20', 'Importe USD': '2' },
      { Fecha: '03/03', 'Importe ARS': 'sin importe', 'Importe USD': 'sin importe' },
    ]);
  });

  it('ends a row span of 0 or beyond its section with the section', () => {
    const rows = [
      head(th('A'), th('B')),
      body(td('x', { rowspan: 0 }), td('1')),
      body(td('2')),
      { section: 'foot' as const, cells: [td('total')] },
    ];
    expect(records(rows)).toEqual([
      { A: 'x', B: '1' },
      { A: 'x', B: '2' },
    ]);
    expect(records([head(th('A', { rowspan: 9 }), th('B')), body(td('1'), td('2'))])).toEqual([{ A: '1', B: '2' }]);
  });

  it('takes th rows for headers without a thead, and the first row where there is no th', () => {
    expect(records([body(th('A'), th('B')), body(td('1'), td('2'))])).toEqual([{ A: '1', B: '2' }]);
    expect(records([body(td('A'), td('B')), body(td('1'), td('2'))])).toEqual([{ A: '1', B: '2' }]);
  });

  it('keeps every row of a table without headers when columns go by number', () => {
    expect(records([body(td('1'), td('2')), body(td('3'), td('4'))], [{ name: 'b', index: 1 }])).toEqual([
      { b: '2' },
      { b: '4' },
    ]);
  });

  it('leaves out a caption row, footers, repeated headers and rows that only say something', () => {
    const rows = [
      head(th('Liquidaciones', { colspan: 2 })),
      head(th('A'), th('B')),
      body(td('1'), td('2')),
      body(th('A'), th('B')),
      body(td('No se encontraron más registros', { colspan: 2 })),
      body(),
    ];
    const table = mergeTable({ rows }, { firstRowNames: true });
    expect(tableRecords(table, undefined)).toEqual([{ A: '1', B: '2' }]);
    expect(table.notes).toEqual(['No se encontraron más registros']);
  });

  it('fills short rows and names surplus cells', () => {
    expect(records([head(th('A'), th('B')), body(td('1')), body(td('1'), td('2'), td('3'))])).toEqual([
      { A: '1', B: '', 'Columna 3': '' },
      { A: '1', B: '2', 'Columna 3': '3' },
    ]);
  });

  it('finds columns by header, by name and by number, and reads attributes', () => {
    const rows = [head(th('Número'), th('Importe')), body(td('L-1', { attributes: { href: 'http://x/1' } }), td('9'))];
    expect(
      records(rows, [
        { name: 'n', header: 'NUMERO' },
        { name: 'importe' },
        { name: 'primera', index: 0 },
        { name: 'enlace', header: 'Número', attribute: 'href' },
        { name: 'nada', header: 'Importe', attribute: 'href' },
      ]),
    ).toEqual([{ n: 'L-1', importe: '9', primera: 'L-1', enlace: 'http://x/1', nada: '' }]);
  });

  it('says which columns there are when one is missing', () => {
    const error = (() => {
      try {
        records([head(th('Número'), th('Importe')), body(td('1'), td('2'))], [{ name: 'x', header: 'Saldo' }]);
      } catch (caught) {
        return caught;
      }
      return null;
    })();
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'element_not_found', hint: containing('«Importe»') });
  });

  it('R50 refuses a table beyond all measure instead of filling the memory', () => {
    const huge = Array.from({ length: 5000 }, () => body(td('x', { colspan: 1000 })));
    expect(() => mergeTable({ rows: huge }, { firstRowNames: true })).toThrow(/celdas/);
  });

  it('gives every row one value per column whatever the spans', () => {
    const cell = fc.record({
      text: fc.string(),
      header: fc.boolean(),
      colspan: fc.integer({ min: -1, max: 5 }),
      rowspan: fc.integer({ min: 0, max: 5 }),
    });
    const row = fc.record({
      section: fc.constantFrom('head' as const, 'body' as const, 'foot' as const),
      cells: fc.array(cell, { maxLength: 6 }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), fc.boolean(), (rows, firstRowNames) => {
        const table = mergeTable({ rows }, { firstRowNames });
        const names = table.headers ?? [];
        expect(new Set(names).size).toBe(names.length);
        for (const record of tableRecords(table, undefined)) {
          expect(Object.keys(record)).toHaveLength(table.rows[0]?.length ?? 0);
        }
      }),
    );
  });
});
