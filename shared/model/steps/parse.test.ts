import { describe, expect, it } from 'vitest';
import { toFieldFaults } from '../../errors.ts';
import { parseSchema } from './parse.ts';

const contract = {
  columns: [{ name: 'importe', type: 'number' }],
  totals: [{ printed: 'total', column: 'importe' }],
};
const step = { type: 'parse', from: '{{filas}}', as: 'table', saveAs: 'tabla' };

function faultsOf(given: object): string[] {
  const parsed = parseSchema.safeParse({ ...step, ...given });
  return parsed.success ? [] : toFieldFaults(parsed.error).map(({ field, message }) => `${field}: ${message}`);
}

describe('a table to be read by its contract', () => {
  it('needs nothing but where it is: the portal’s own parser knows it', () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ table: 'liquidaciones', totals: [{ name: 'total-ars', value: '{{t.ars}}' }] })).toEqual([]);
    expect(faultsOf({ contract, totals: [{ name: 'total', value: '{{t}}' }] })).toEqual([]);
  });

  it('is refused with the path of what contradicts itself', () => {
    expect(faultsOf({ contract, table: 'liquidaciones' })).toEqual(['contract: either table or contract, not both']);
    const twice = [
      { name: 'total', value: '1' },
      { name: 'total', value: '2' },
    ];
    expect(faultsOf({ totals: twice })).toEqual(['totals[1].name: is taken']);
    expect(faultsOf({ contract, totals: [{ name: 'suma', value: '1' }] })).toEqual([
      'totals[0].name: is no total of the contract',
    ]);
    expect(faultsOf({ contract: { columns: [{ name: 'a', type: 'money' }] } })).toEqual([
      'contract.columns[0]: takes one of currency, from and into',
    ]);
  });

  it('keeps its fields for itself, and takes none of the others’', () => {
    expect(faultsOf({ as: 'csv', table: 'x' })).toEqual(['table: does not belong to "csv"']);
    expect(faultsOf({ decimal: ',' })).toEqual(['decimal: does not belong to "table"']);
  });
});
