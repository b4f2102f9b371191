import { expect, test } from 'vitest';
import { fieldsOf } from '../schema/step-fields.ts';
import { belongsTo, sectionOf } from './sections.ts';

function shown(step: Record<string, unknown>): string[] {
  const draft = { id: 'a', type: 'parse', ...step };
  const fields = fieldsOf('parse').filter((field) => sectionOf('parse', field) === 'does' && belongsTo(draft, field));
  return fields.map(({ name }) => name);
}

test('of the ways to read a text, the form has the fields of the chosen one', () => {
  expect(shown({ as: 'table' })).toEqual(['saveAs', 'from', 'as', 'separator', 'table', 'contract', 'totals']);
  expect(shown({ as: 'date' })).toEqual(['saveAs', 'from', 'as', 'order']);
  expect(shown({ as: 'lines' })).toEqual(['saveAs', 'from', 'as']);
});

test('what was written for another one stays, to be seen and taken away', () => {
  expect(shown({ as: 'date', table: 'liquidaciones' })).toContain('table');
});
