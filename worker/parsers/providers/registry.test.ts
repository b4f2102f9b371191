import { describe, expect, it } from 'vitest';
import { checkContract } from '@sri/shared/values/check-contract.ts';
import { readCsvRows } from '../read-csv.ts';
import { contractOf, parserOf } from './registry.ts';

const read = (provider: string, csv: string, table?: string) => {
  const rows = readCsvRows(csv);
  const chosen = contractOf(provider, Object.keys(rows[0] ?? {}), table);
  return { ...chosen, result: checkContract({ rows }, chosen.contract) };
};

describe('the parser of a provider', () => {
  it('is the generic one where there is none', () => {
    expect(['cargill', 'practica', 'generic', 'acopio-sur'].map((slug) => parserOf(slug).provider)).toEqual([
      'cargill',
      'practica',
      'generic',
      'generic',
    ]);
  });

  it('knows a table by its headers, also when a column of it is gone, and says which', () => {
    const { table, result } = read(
      'practica',
      'Número;Fecha;Contrato;Especie;Toneladas;Importe\nL-1;3/4/2026;C-1;Soja;1,5;2,5',
    );
    expect(table).toBe('liquidaciones');
    expect(result.breaches.map(({ code, column }) => [code, column])).toEqual([
      ['column_missing', 'moneda'],
      ['value_refused', 'importe'],
    ]);
  });

  it('leaves what it does not know to the generic one, and refuses a table that it does not have', () => {
    expect(contractOf('practica', ['Otra', 'Cosa'])).toMatchObject({ provider: 'generic', table: 'tabla' });
    expect(() => contractOf('practica', ['Número'], 'facturas')).toThrow('no tiene una tabla «facturas»');
    expect(() => contractOf('practica', [], 'constructor')).toThrow('no tiene una tabla');
  });
});

describe('Cargill', () => {
  it('reads settlements under the names of the trade; the format comes from the cells', () => {
    const { table, result } = read(
      'cargill',
      [
        'Nro. liquidación;Fecha emisión;Producto;Tn;Precio/tn;Importe neto;Moneda;CUIT',
        '0001;03/04/2026;Soja;1.234,50;310;382.695,00;U$S;30-50001091-2',
        '0002;28/04/2026;Maíz;30;190,5;5.715,00;USD;30-50001091-2',
      ].join('\n'),
    );
    expect(table).toBe('liquidaciones');
    expect(result.breaches).toEqual([]);
    expect(result.rows[0]).toEqual({
      liquidacion: '0001',
      fecha: '2026-04-03',
      especie: 'Soja',
      toneladas: 1234.5,
      precio: 310,
      importe_neto: 382695,
      moneda: 'USD',
      cuit: '30-50001091-2',
    });
  });

  it('lists what nothing settles', () => {
    const { result } = read('cargill', 'CP;Fecha;Kg netos\n123;03/04/2026;28.540\n124;05/06/2026;30.100');
    expect(result.breaches.map(({ row, column, refusal }) => `${row} ${column} ${refusal}`)).toEqual([
      '1 fecha ambiguous',
      '1 neto_kg ambiguous',
      '2 fecha ambiguous',
      '2 neto_kg ambiguous',
    ]);
  });
});

describe('any portal', () => {
  it('reads columns of the trade as what they are, in both languages, and keeps the others', () => {
    const { result } = read(
      'acopio-sur',
      'Data;Produto;Toneladas;Monto;Obs\n24 de nov. de 2026;Soja;12,5;R$ 1.234,56;x',
    );
    expect(result.rows).toEqual([
      { fecha: '2026-11-24', especie: 'Soja', toneladas: 12.5, importe: 1234.56, moneda: 'BRL', Obs: 'x' },
    ]);
    expect(result.breaches).toEqual([]);
  });

  it('takes two amounts of one row for one currency only', () => {
    const { result } = read('acopio-sur', 'Precio;Monto\nU$S 10,5;U$S 105,5\nU$S 10,5;R$ 105,5\nU$S 10,5;105,5');
    expect(result.rows.map(({ importe, moneda }) => [importe, moneda])).toEqual([
      [105.5, 'USD'],
      [null, 'USD'],
      [105.5, 'USD'],
    ]);
    expect(result.breaches).toMatchObject([{ row: 2, column: 'importe', refusal: 'other_currency' }]);
  });

  it('takes no weight whose name does not say its unit', () => {
    expect(read('acopio-sur', 'Peso neto;Pactadas\n28.540;30').result.rows).toEqual([
      { 'Peso neto': '28.540', Pactadas: '30' },
    ]);
  });
});
