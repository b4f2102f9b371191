import { expect, it } from 'vitest';
import { toFieldFaults } from '../errors.ts';
import { dataContractSchema, type DataContractInput } from './data-contract.ts';

const faults = (contract: DataContractInput): string[] => {
  const parsed = dataContractSchema.safeParse(contract);
  return parsed.success ? [] : toFieldFaults(parsed.error).map(({ field, message }) => `${field} ${message}`);
};

it('refuses a contract that speaks of columns which it does not have', () => {
  expect(
    faults({
      columns: [
        { name: 'a', type: 'text' },
        { name: 'a', type: 'date' },
        { name: 'importe', type: 'money' },
        { name: 'precio', type: 'money', currency: 'ARS', into: 'x' },
        { name: 'flete', type: 'money', from: 'a' },
      ],
      key: ['b'],
      totals: [
        { printed: 't', column: 'a' },
        { printed: 'u', where: { column: 'c', is: 'x' } },
      ],
    }),
  ).toEqual([
    'columns[1].name is taken',
    'columns[2] takes one of currency, from and into',
    'columns[3] takes one of currency, from and into',
    'columns[4].from is no column of currencies',
    'key[0] is no column',
    'totals[0].column is no column that can be summed',
    'totals[1].where is no column',
  ]);
});

it('takes keys and totals over a column that amounts fill', () => {
  expect(
    faults({
      columns: [{ name: 'precio', type: 'money', into: 'moneda' }],
      key: ['moneda'],
      totals: [{ printed: 'ars', column: 'precio', where: { column: 'moneda', is: 'ARS' } }],
    }),
  ).toEqual([]);
});
