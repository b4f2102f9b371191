import { describe, expect, it } from 'vitest';
import { sheetColumns } from './sheet-columns.ts';

const column = (...texts: unknown[]) => sheetColumns(texts.map((dato) => ({ dato })))[0]?.cells;
const day = (text: string) => new Date(`${text}T00:00:00Z`);

describe('columns without a contract', () => {
  it('become numbers where each cell is one, in the format that the column settles', () => {
    expect(column('1.234', '12,5', '', '(3)')).toEqual([1234, 12.5, null, -3]);
    expect(column('1,234.50', '1,234')).toEqual([1234.5, 1234]);
  });

  it('stay texts where one cell could be two numbers, or is none', () => {
    expect(column('1.234', '5.678')).toEqual(['1.234', '5.678']);
    expect(column('12', 's/d')).toEqual(['12', 's/d']);
    expect(column('1.234,5', '1,234.5', '1.234')).toEqual(['1.234,5', '1,234.5', '1.234']);
  });

  it('stay texts where they are codes: zeros in front, tax numbers, long digits, dashes', () => {
    for (const code of ['00123', '-007', '20123456783', '20-12345678-3', '0001-00048123', '1234567890123456'])
      expect(column(code, '5')).toEqual([code, '5']);
    expect(column('0', '0,5')).toEqual([0, 0.5]);
  });

  it('become days where each cell is one day, without losing a clock or guessing an order', () => {
    expect(column('24/11/2026', '03/04/2026')).toEqual([day('2026-11-24'), day('2026-04-03')]);
    expect(column('2026-11-24', '24-nov-26')).toEqual([day('2026-11-24'), day('2026-11-24')]);
    expect(column('03/04/2026')).toEqual(['03/04/2026']);
    expect(column('24/11/2026 10:20')).toEqual(['24/11/2026 10:20']);
    expect(column('1900-01-01')).toEqual(['1900-01-01']);
  });

  it('keep the type of values that have one', () => {
    expect(column(1.5, true, null, { a: 1 }, undefined)).toEqual([1.5, true, null, '{"a":1}', null]);
  });
});

it('a contract says what a column is', () => {
  const rows = [{ codigo: '1234', dia: '2026-11-24', kilos: 1500, fecha: null }];
  const columns = sheetColumns(rows, { codigo: 'text', dia: 'date', kilos: 'weight', fecha: 'date' });
  expect(columns.map(({ cells }) => cells[0])).toEqual(['1234', day('2026-11-24'), 1500, null]);
});

it('every name that occurs is a column, in the order of its first appearance', () => {
  const columns = sheetColumns([{ b: 1 }, { a: 2, __proto__: 3 }]);
  expect(columns).toEqual([
    { name: 'b', cells: [1, null] },
    { name: 'a', cells: [null, 2] },
  ]);
});
