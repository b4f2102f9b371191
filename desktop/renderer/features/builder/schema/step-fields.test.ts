import { STEP_TYPES } from '@sri/shared/model/step.ts';
import { describe, expect, test } from 'vitest';
import { fieldsOf } from './step-fields.ts';

function kindIn(type: string, name: string): unknown {
  const field = fieldsOf(type).find((one) => one.name === name);
  if (field === undefined) return undefined;
  const { name: _name, ...rest } = field;
  return rest;
}

test.each([
  ['navigate', 'url', { kind: 'template', required: true }],
  [
    'navigate',
    'waitUntil',
    { kind: 'choice', choices: ['load', 'domcontentloaded', 'networkidle', 'commit'], required: false },
  ],
  ['click', 'target', { kind: 'target', required: true }],
  ['click', 'count', { kind: 'number', min: 1, max: 3, required: false }],
  ['fill', 'value', { kind: 'template', required: true }],
  ['choose', 'value', { kind: 'texts', single: true, required: true }],
  ['setChecked', 'checked', { kind: 'boolean', required: false, standard: true }],
  ['setVariable', 'value', { kind: 'value', numeric: false, required: true }],
  ['repeat', 'times', { kind: 'value', numeric: true, required: false }],
  ['if', 'condition', { kind: 'condition', required: true }],
  ['evaluate', 'expression', { kind: 'code', required: true }],
  ['fillSecret', 'secret', { kind: 'secret', required: true }],
  ['extractTable', 'saveAs', { kind: 'variable', required: false }],
  ['runFlow', 'flow', { kind: 'flow', required: true }],
  ['runFlow', 'inputs', { kind: 'json', required: false }],
  ['assert', 'onError', { kind: 'onError', required: false }],
  ['click', 'after', { kind: 'after', required: false }],
])('%s.%s', (type, name, expected) => {
  expect(kindIn(type, name)).toEqual(expected);
});

test('lists and groups tell the fields of what is in them', () => {
  const fields = fieldsOf('extract').find(({ name }) => name === 'fields');
  expect(fields).toMatchObject({
    kind: 'list',
    fields: [
      { name: 'name', kind: 'variable' },
      { name: 'target', kind: 'target' },
      { name: 'attribute', kind: 'template' },
      { name: 'optional', kind: 'boolean' },
    ],
  });
  expect(fieldsOf('extractTable').find(({ name }) => name === 'pagination')).toMatchObject({
    kind: 'group',
    fields: [
      { name: 'next', kind: 'target' },
      { name: 'maxPages', kind: 'number', required: false },
    ],
  });
});

describe('every type of step', () => {
  test.each(STEP_TYPES)('%s has a form, without the lists of what stands in it', (type) => {
    const names = fieldsOf(type).map(({ name }) => name);
    expect(names).toContain('timeoutMs');
    expect(names).not.toEqual(expect.arrayContaining(['id', 'type', 'then', 'else', 'catch', 'finally', 'steps']));
    for (const name of ['then', 'else', 'steps', 'catch', 'finally']) expect(names).not.toContain(name);
  });
});

test('a type that this console does not know has none', () => {
  expect(fieldsOf('bailar')).toEqual([]);
});
