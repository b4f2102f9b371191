import { expect, test } from 'vitest';
import { openDocument } from '../document/open-document.ts';
import { namesIn, variablesAt } from './variables-at.ts';

const document = openDocument({
  inputs: { desde: { label: 'Desde', type: 'date' } },
  steps: [
    { id: 'a', type: 'extractTable', saveAs: 'filas' },
    {
      id: 'loop',
      type: 'forEach',
      as: 'fila',
      saveAs: 'fuera',
      steps: [
        { id: 'b', type: 'extract', saveAs: 'detalle' },
        { id: 'try', type: 'try', steps: [{ id: 'c', type: 'click' }], catch: [{ id: 'd', type: 'click' }] },
      ],
    },
    { id: 'e', type: 'extract', saveAs: 'final' },
  ],
});
const names = (id: string): string[] => variablesAt(document, id).map(({ name }) => name);

test('a step can name the inputs, what was saved before it and the items of its loops', () => {
  expect(names('a')).toEqual(['inputs.desde']);
  expect(names('c')).toEqual(['inputs.desde', 'filas', 'detalle', 'fila', 'filaIndex']);
  expect(new Set(names('d'))).toEqual(new Set([...names('c'), 'error.message', 'error.code', 'error.stepId']));
  expect(names('e')).toEqual(['inputs.desde', 'filas', 'fuera', 'detalle']);
});

test('says where each one comes from', () => {
  expect(variablesAt(document, 'c')).toContainEqual({ name: 'fila', from: 'item', label: '', stepId: 'loop' });
  expect(variablesAt(document, 'c')).toContainEqual({ name: 'inputs.desde', from: 'input', label: 'Desde' });
});

test('finds the names in a text', () => {
  expect(namesIn('{{ fila.numero }} de {{inputs.desde}} en {{filas[0]}} y {{x}}, {no}')).toEqual([
    'fila',
    'inputs.desde',
    'filas',
    'x',
  ]);
});
