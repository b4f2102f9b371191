import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOST_CELLS, sheetName, writeXlsx, type XlsxTask } from './write-xlsx.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sri-xlsx-'));
});
afterAll(() => rm(dir, { recursive: true }));

async function made(value: unknown, types: XlsxTask['types'] = {}, name = 'liquidaciones') {
  const task = { json: join(dir, 'datos.json'), xlsx: join(dir, 'datos.xlsx'), name, types };
  await writeFile(task.json, JSON.stringify(value));
  expect(await writeXlsx(task)).toBe(true);
  const [sheet] = await readXlsxFile(await readFile(task.xlsx));
  return sheet;
}

describe('a workbook, read back by another library', () => {
  it('has real numbers and days, and codes as texts', async () => {
    const rows = [
      {
        comprobante: '00048123',
        fecha: '24/11/2026',
        toneladas: '1.234,5',
        cuit: '20-12345678-6',
        cbu: '0170099220000067797370',
      },
      { comprobante: '00048124', fecha: '03/12/2026', toneladas: '-7', cuit: '27-22222222-8', cbu: '' },
    ];
    const sheet = await made(rows);
    expect(sheet?.sheet).toBe('liquidaciones');
    expect(sheet?.data).toEqual([
      ['comprobante', 'fecha', 'toneladas', 'cuit', 'cbu'],
      ['00048123', new Date('2026-11-24'), 1234.5, '20-12345678-6', '0170099220000067797370'],
      ['00048124', new Date('2026-12-03'), -7, '27-22222222-8', null],
    ]);
  });

  it('goes by the data contract where there is one', async () => {
    const rows = [{ codigo: '1234', fecha: '2026-11-24', importe: 1234567.89, moneda: 'USD', nada: null }];
    const sheet = await made(rows, { codigo: 'text', fecha: 'date', importe: 'money', moneda: 'currency' });
    expect(sheet?.data[1]?.slice(0, 4)).toEqual(['1234', new Date('2026-11-24'), 1234567.89, 'USD']);
  });

  it('holds no formula, whatever a cell says, and nothing that XML or a spreadsheet would take for something else', async () => {
    const texts = ['=1+1', '+SUM(A1)', '-2+3', '@x', '\t=1', '<f>1</f>&amp;', 'á€😀', 'a\u0001b', '\ud800x'];
    const sheet = await made(texts.map((dato) => ({ dato })));
    expect(sheet?.data.slice(1).map(([cell]) => cell)).toEqual([
      ...texts.slice(0, 4),
      expect.stringContaining('=1'),
      ...texts.slice(5, 7),
      'ab',
      'x',
    ]);
    expect(sheet?.data.flat().every((cell) => typeof cell === 'string')).toBe(true);
  });

  it('of one object is one row; of no rows, a sheet without any', async () => {
    expect((await made({ saldo: '12,5' }))?.data).toEqual([['saldo'], [12.5]]);
    expect((await made([]))?.data).toEqual([]);
  });

  it('keeps 32,767 characters of a cell, which is what one holds', async () => {
    const sheet = await made([{ dato: 'x'.repeat(40_000) }]);
    expect(String(sheet?.data[1]?.[0])).toHaveLength(32_767);
  });
});

it('a sheet has a name that it may have', () => {
  expect(sheetName("'a[b]:c*d?e/f\\g'")).toBe('a b  c d e f g');
  expect(sheetName('x'.repeat(50))).toHaveLength(31);
  for (const name of ['', '///', 'History', "''"]) expect(sheetName(name)).toBe('Datos');
});

it('is not made of more than a sheet or the memory holds', async () => {
  const task = { json: join(dir, 'muchas.json'), xlsx: join(dir, 'muchas.xlsx'), name: 'muchas', types: {} };
  const wide = Object.fromEntries(Array.from({ length: 16_385 }, (_, at) => [`c${at}`, at]));
  await writeFile(task.json, JSON.stringify([wide]));
  expect(await writeXlsx(task)).toBe(false);
  await writeFile(task.json, JSON.stringify([...Array.from({ length: MOST_CELLS / 2 }, () => ({})), { a: 1, b: 2 }]));
  expect(await writeXlsx(task)).toBe(false);
});
