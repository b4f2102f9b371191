import { z } from 'zod';
import { expect, test } from 'vitest';
import { toFieldFaults } from '../errors.ts';
import { flowStepsSchema, MAX_DEPTH, MAX_STEPS, walkSteps, withStepIds } from './flow.ts';

const schema = z.object({ steps: flowStepsSchema });

function faults(steps: unknown): string[] {
  const parsed = schema.safeParse({ steps });
  return parsed.success ? [] : toFieldFaults(parsed.error).map(({ field, message }) => `${field}: ${message}`);
}

test("takes the guide's steps, without ids", () => {
  const steps = [{ type: 'navigate', url: 'https://example.com' }, { type: 'screenshot' }];
  const parsed = schema.parse({ steps });
  expect(withStepIds(parsed.steps).map(({ id }) => id)).toEqual(['s1', 's2']);
});

test('takes every example of the protocol', () => {
  expect(
    faults([
      { type: 'navigate', url: 'https://portal.example/liquidaciones', waitUntil: 'load' },
      { type: 'fill', target: '#desde', value: '{{inputs.desde}}' },
      { type: 'choose', target: '#campaña', value: '2025/26' },
      {
        type: 'click',
        target: {
          candidates: [
            { by: 'role', role: 'button', name: 'Buscar' },
            { by: 'css', value: '#btnBuscar' },
          ],
        },
      },
      { type: 'waitFor', target: 'table.resultados', state: 'visible' },
      {
        type: 'extract',
        fields: [
          { name: 'saldo', target: '#saldo' },
          { name: 'enlace', target: 'a.detalle', attribute: 'href' },
        ],
        saveAs: 'resumen',
      },
      {
        type: 'extractTable',
        target: 'table.resultados',
        columns: [
          { name: 'numero', header: 'Número' },
          { name: 'importe', index: 2 },
        ],
        pagination: { next: 'a.siguiente', maxPages: 50 },
        saveAs: 'liquidaciones',
      },
      {
        type: 'forEach',
        items: '{{liquidaciones}}',
        as: 'fila',
        steps: [{ type: 'download', target: "a[data-id='{{fila.numero}}']", saveAs: 'pdf' }],
      },
      {
        type: 'if',
        condition: { exists: '#aviso' },
        then: [{ type: 'screenshot', name: 'aviso' }],
        else: [],
      },
      { type: 'assert', target: 'h1', text: 'Liquidaciones' },
      { type: 'screenshot', fullPage: true },
    ]),
  ).toEqual([]);
});

test.each<[string, unknown, RegExp]>([
  ['unknown type', [{ type: 'screenshot' }, { type: 'bailar' }], /^steps\[1\]\.type: unknown step type/],
  ['bad address', [{ type: 'navigate', url: 'no es una url' }], /^steps\[0\]\.url: not an address/],
  ['address of a file', [{ type: 'navigate', url: 'file:///etc/passwd' }], /^steps\[0\]\.url: not an address/],
  ['script address', [{ type: 'navigate', url: 'javascript:alert(1)' }], /^steps\[0\]\.url: not an address/],
  ['missing field', [{ type: 'click' }], /^steps\[0\]\.target: is missing/],
  ['field too many', [{ type: 'screenshot', selctor: 'a' }], /^steps\[0\]\.selctor: is not a field/],
  [
    'unknown way to find',
    [{ type: 'click', target: { candidates: [{ by: 'magia' }] } }],
    /^steps\[0\]\.target\.candidates\[0\]\.by: /,
  ],
  [
    'inner step',
    [{ type: 'forEach', items: '{{x}}', as: 'f', steps: [{ type: 'if', condition: { exists: 'a' }, then: [{}] }] }],
    /^steps\[0\]\.steps\[0\]\.then\[0\]\.type: /,
  ],
  [
    'two of one id',
    [
      { id: 'a', type: 'screenshot' },
      { id: 'a', type: 'screenshot' },
    ],
    /^steps\[1\]\.id: .*twice/,
  ],
  ['no steps', [], /^steps: at least one/],
  ['no list', 'abc', /^steps: /],
  ['null as a step', [null], /^steps\[0\]: /],
  ['waitFor for nothing', [{ type: 'waitFor' }], /^steps\[0\]\.target: exactly one/],
  ['download of nothing', [{ type: 'download' }], /^steps\[0\]\.target: /],
])('names the place of a fault: %s', (_what, steps, expected) => {
  expect(faults(steps)[0]).toMatch(expected);
});

test('refuses what is too much and too deep', () => {
  const shot = { type: 'screenshot' };
  const loop = { type: 'forEach', items: '{{x}}', as: 'f', steps: Array.from({ length: 999 }, () => shot) };
  expect(faults([loop, loop, loop])[0]).toContain(`at most ${MAX_STEPS}`);
  let deep: unknown = shot;
  for (let level = 0; level < MAX_DEPTH + 1; level += 1) {
    deep = { type: 'forEach', items: '{{x}}', as: 'f', steps: [deep] };
  }
  expect(faults([deep])[0]).toContain(`deeper than ${MAX_DEPTH}`);
});

test('gives ids that are not taken, outer before inner', () => {
  const parsed = schema.parse({
    steps: [
      { id: 's2', type: 'screenshot' },
      { type: 'if', condition: { exists: 'a' }, then: [{ type: 'screenshot' }], else: [{ type: 'screenshot' }] },
    ],
  });
  const ids: string[] = [];
  walkSteps(withStepIds(parsed.steps), (step) => ids.push(step.id ?? ''));
  expect(ids).toEqual(['s2', 's1', 's3', 's4']);
});
