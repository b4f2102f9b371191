import { expect, test } from 'vitest';
import { openDocument } from '../document/open-document.ts';
import { findProblems, locate, pathParts } from './find-problems.ts';

const found = (steps: unknown[], inputs: Record<string, unknown> = {}) =>
  findProblems(openDocument({ steps, inputs })).map(({ stepId, path, message, kind }) => [
    kind,
    stepId,
    path.join('.'),
    message,
  ]);

test('a flow that can be published has none', () => {
  expect(found([{ type: 'navigate', url: 'https://portal.example' }])).toEqual([]);
});

test('names the step and its field, also deep inside', () => {
  expect(
    found([
      { id: 'a', type: 'click' },
      {
        id: 'if',
        type: 'if',
        condition: { exists: '#a' },
        then: [{ id: 'b', type: 'navigate', url: 'no' }],
        else: [{ id: 'c', type: 'click', target: { candidates: [{ by: 'css', value: '' }] } }],
      },
    ]),
  ).toEqual([
    ['fault', 'a', 'target', 'is missing'],
    ['fault', 'b', 'url', expect.stringMatching(/^not an address/)],
    ['fault', 'c', 'target.candidates.0.value', expect.any(String)],
  ]);
});

test('an empty flow, a container without its fields and a type that nobody knows', () => {
  expect(found([])).toEqual([['fault', null, 'steps', 'at least one step']]);
  expect(found([{ id: 'l', type: 'forEach' }]).map(([, , path]) => path)).toEqual(['items', 'as']);
  expect(found([{ id: 'x', type: 'bailar' }])).toEqual([
    ['fault', 'x', 'type', expect.stringMatching(/^unknown step type/)],
  ]);
});

test('faults of inputs are the flow’s own', () => {
  expect(found([{ type: 'screenshot' }], { desde: { type: 'fecha' } })).toMatchObject([
    ['fault', null, 'inputs.desde.type', expect.any(String)],
  ]);
});

test('a variable that nothing gives is worth a look, and keeps nothing from being published', () => {
  const steps = [
    {
      id: 'a',
      type: 'forEach',
      items: '{{filas}}',
      as: 'fila',
      steps: [{ id: 'b', type: 'fill', target: '#x', value: '{{fila.n}} {{inputs.desde}} {{inputs.hasta}}' }],
    },
  ];
  expect(found(steps, { desde: { type: 'text' } })).toEqual([
    ['notice', 'a', 'items', 'unknown variable filas'],
    ['notice', 'b', 'value', 'unknown variable inputs.hasta'],
  ]);
});

test('reads the paths that the server names', () => {
  expect(pathParts('steps[3].then[0].target.candidates[1].by')).toEqual([
    'steps',
    3,
    'then',
    0,
    'target',
    'candidates',
    1,
    'by',
  ]);
  const document = openDocument({ steps: [{ id: 'l', type: 'forEach', steps: [{ id: 'in', type: 'click' }] }] });
  expect(locate(document, { field: 'steps[0].steps[0].target', message: 'no' })).toMatchObject({
    stepId: 'in',
    path: ['target'],
  });
  expect(locate(document, { field: 'steps[0].steps', message: 'no' })).toMatchObject({ stepId: 'l', path: ['steps'] });
  expect(locate(document, { field: 'steps[7].url', message: 'no' })).toMatchObject({ stepId: null });
});
