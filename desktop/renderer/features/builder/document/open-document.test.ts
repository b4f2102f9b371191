import { expect, test } from 'vitest';
import { SCHEMA_VERSION } from './migrations.ts';
import { openDocument } from './open-document.ts';
import { standings } from './tree.ts';

test('a draft of the API, without version, names or ids, opens in today’s form', () => {
  const document = openDocument({ steps: [{ type: 'navigate', url: 'https://portal.example' }] });
  expect(document).toEqual({
    schemaVersion: SCHEMA_VERSION,
    name: '',
    description: '',
    inputs: {},
    options: {},
    steps: [{ id: 's1', type: 'navigate', url: 'https://portal.example' }],
  });
  expect(openDocument({ ...document })).toEqual(document);
});

test('ids that stand twice or that no step may have are given anew, the others kept', () => {
  const document = openDocument({
    steps: [
      { id: 's2', type: 'click' },
      { id: 's2', type: 'if', then: [{ id: 'no vale', type: 'click' }], else: [{ id: 's1', type: 'click' }] },
    ],
  });
  const ids = standings(document.steps).map(({ step }) => step.id);
  expect(ids[0]).toBe('s2');
  expect(new Set(ids).size).toBe(4);
  expect(ids.every((id) => /^[\w-]{1,64}$/.test(id))).toBe(true);
});

test('what is no step is kept as one without a type; what it does not know stays', () => {
  const document = openDocument({ steps: ['hola', { type: 'nuevo', color: 'rojo' }], extra: 1, schemaVersion: 99 });
  expect(document.steps).toEqual([
    { id: 's1', type: '', value: 'hola' },
    { id: 's2', type: 'nuevo', color: 'rojo' },
  ]);
  expect(document).toMatchObject({ extra: 1, schemaVersion: 99 });
});

test('a container always has its first list, a list that is left out stays out', () => {
  const [branch] = openDocument({ steps: [{ type: 'if' }] }).steps;
  expect(branch).toEqual({ id: 's1', type: 'if', then: [] });
});
