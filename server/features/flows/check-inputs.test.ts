import { describe, expect, test } from 'vitest';
import { flowInputsSchema } from '@sri/shared/model/flow.ts';
import { checkInputs } from './check-inputs.ts';

const declared = flowInputsSchema.parse({
  desde: { type: 'date', required: true },
  tope: { type: 'number', default: 10 },
  nota: {},
  todo: { type: 'boolean' },
});

describe('inputs against what the flow declares', () => {
  test('defaults are put in, null counts as not given, nothing is converted', () => {
    const { values, faults } = checkInputs(declared, { desde: '2024-02-29', nota: null, todo: false }, 'inputs');
    expect(faults).toEqual([]);
    expect(values).toEqual({ desde: '2024-02-29', tope: 10, todo: false });
  });

  test.each([
    [{ desde: '2023-02-29' }, 'inputs.desde'],
    [{ desde: '29/02/2024' }, 'inputs.desde'],
    [{ desde: '2024-01-01', tope: '1.234' }, 'inputs.tope'],
    [{ desde: '2024-01-01', todo: 'true' }, 'inputs.todo'],
    [{ desde: '2024-01-01', nota: 5 }, 'inputs.nota'],
    [{ desde: null }, 'inputs.desde'],
    [{ desde: '2024-01-01', otro: 1 }, 'inputs.otro'],
    [{ desde: '2024-01-01', toString: 1 }, 'inputs.toString'],
  ])('%j is refused at %s', (given, field) => {
    expect(checkInputs(declared, given, 'inputs').faults.map((fault) => fault.field)).toEqual([field]);
  });

  test('a required input with a default need not be given', () => {
    const inputs = flowInputsSchema.parse({ a: { required: true, default: 'x' } });
    expect(checkInputs(inputs, {}, 'inputs')).toEqual({ values: { a: 'x' }, faults: [] });
  });
});
