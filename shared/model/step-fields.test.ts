import { z } from 'zod';
import { expect, test } from 'vitest';
import { toFieldFaults } from '../errors.ts';
import { flowStepsSchema, walkSteps, withStepIds } from './flow.ts';
import { holdsSteps, INNER_LISTS, innerLists } from './inner-steps.ts';
import { secretNames } from './secret-names.ts';
import { STEP_TYPES, stepSchema } from './step.ts';

const schema = z.object({ steps: flowStepsSchema });
const faults = (...steps: unknown[]): string[] => {
  const parsed = schema.safeParse({ steps });
  return parsed.success ? [] : toFieldFaults(parsed.error).map(({ field, message }) => `${field}: ${message}`);
};
const SHOT = { type: 'screenshot' };
const FLOW = '0190a000-0000-7000-8000-000000000001';

/** One good step of every type. */
const GOOD: Record<string, object> = {
  navigate: { url: 'https://portal.example' },
  back: {},
  reload: {},
  switchPage: { page: 'detalle' },
  closePage: {},
  click: { target: '#a', opens: 'detalle' },
  fill: { target: '#a', value: 'x' },
  fillSecret: { target: '#a', secret: 'clave' },
  press: { key: 'Enter' },
  choose: { target: '#a', value: 'x' },
  setChecked: { target: '#a' },
  hover: { target: '#a' },
  drag: { target: '#a', to: '#b' },
  upload: { target: '#a', files: '{{factura}}' },
  dialog: { answer: 'accept' },
  waitFor: { target: '#a' },
  wait: { until: { exists: '#a' } },
  assert: { target: '#a' },
  checkSession: {},
  screenshot: {},
  extract: { fields: [{ name: 'a', target: '#a' }] },
  extractTable: { target: 'table' },
  download: { target: '#a' },
  pdf: { from: '{{factura}}', pages: '1-3,5', saveAs: 'texto' },
  ocr: { saveAs: 'texto' },
  parse: { from: '{{texto}}', as: 'regex', pattern: '(\\d+)', saveAs: 'n' },
  evaluate: { expression: '1' },
  setVariable: { saveAs: 'a', value: 1 },
  if: { condition: { exists: '#a' }, then: [SHOT] },
  forEach: { items: '{{filas}}', as: 'fila', steps: [SHOT] },
  repeat: { until: { exists: '#a' }, steps: [SHOT] },
  try: { steps: [SHOT], catch: [SHOT], finally: [SHOT] },
  runFlow: { flow: FLOW },
  askPerson: { question: '¿Cuál?', options: ['a', 'b'] },
  askCode: {},
};

test('every type has a good step, with a page, a dialog and something to wait for', () => {
  expect(Object.keys(GOOD).toSorted()).toEqual([...STEP_TYPES].toSorted());
  for (const [type, fields] of Object.entries(GOOD)) {
    const step = { page: 'otra', type, after: { visible: '#a' }, dialog: { answer: 'dismiss' }, ...fields };
    expect([type, faults(step)]).toEqual([type, []]);
  }
});

test.each<[string, object, string]>([
  ['after nothing', { type: 'click', target: '#a', after: {} }, 'steps[0].after.url: is missing'],
  [
    'after two things',
    { ...SHOT, after: { url: 'a', load: true } },
    'steps[0].after.load: is not a field that belongs here',
  ],
  ['a page without a name', { ...SHOT, page: 'una página' }, 'steps[0].page: letters'],
  ['an answer that is none', { ...SHOT, dialog: { answer: 'maybe' } }, 'steps[0].dialog.answer: '],
  ['switchPage to nowhere', { type: 'switchPage' }, 'steps[0].page: either'],
  ['a secret without a name', { type: 'fillSecret', target: '#a', secret: '' }, 'steps[0].secret: letters'],
  ['pages that are none', { type: 'pdf', from: 'a', pages: '1-', saveAs: 'a' }, 'steps[0].pages: numbers and ranges'],
  ['a PDF for nothing', { type: 'pdf', from: 'a' }, 'steps[0].saveAs: is missing'],
  ['two pictures', { type: 'ocr', from: 'a', target: '#a', saveAs: 'a' }, 'steps[0].from: an element or a file'],
  [
    'a pattern that is none',
    { type: 'parse', from: 'a', as: 'regex', pattern: '(', saveAs: 'a' },
    'steps[0].pattern: is no',
  ],
  ['no pattern', { type: 'parse', from: 'a', as: 'regex', saveAs: 'a' }, 'steps[0].pattern: is missing'],
  [
    'another way’s field',
    { type: 'parse', from: 'a', as: 'date', decimal: ',', saveAs: 'a' },
    'steps[0].decimal: does not belong',
  ],
  ['a loop without an end', { type: 'repeat', steps: [] }, 'steps[0].times: exactly one'],
  ['a loop with two', { type: 'repeat', times: 1, while: { exists: 'a' }, steps: [] }, 'steps[0].times: exactly one'],
  ['a try for nothing', { type: 'try', steps: [] }, 'steps[0].catch: catch, finally or both'],
  [
    'a fault in a catch',
    { type: 'try', steps: [], catch: [{ type: 'click' }] },
    'steps[0].catch[0].target: is missing',
  ],
  ['a flow that is no id', { type: 'runFlow', flow: 'liquidaciones' }, 'steps[0].flow: '],
  ['a wait for nothing', { type: 'wait' }, 'steps[0].ms: either'],
  ['an hour', { type: 'wait', ms: 3_600_000 }, 'steps[0].ms: '],
  ['one option', { type: 'askPerson', question: '?', options: ['sí'] }, 'steps[0].options: '],
  [
    'a frame that is a point',
    {
      type: 'click',
      target: {
        candidates: [{ by: 'id', value: 'a' }],
        frame: [{ candidates: [{ by: 'point', value: 'a', x: 1, y: 1 }] }],
      },
    },
    'steps[0].target.frame[0].candidates: a frame is no point',
  ],
  [
    'two of one id, one in a finally',
    { type: 'try', id: 'a', steps: [], finally: [{ ...SHOT, id: 'a' }] },
    'steps[0].finally[0].id: the id "a" stands twice',
  ],
])('%s is named by its place', (_what, step, expected) => {
  expect(faults(step).join('\n')).toContain(expected);
});

test('targets take a name, unchecked candidates, alternative texts, titles and points', () => {
  const candidates = [
    { by: 'alt', value: 'Espiga', exact: true },
    { by: 'title', value: 'Buscar', unchecked: true },
    { by: 'point', value: 'canvas', x: 10, y: 0 },
  ];
  expect(faults({ type: 'click', target: { name: 'Buscar', candidates } })).toEqual([]);
  expect(faults({ type: 'click', target: { candidates: [{ ...candidates[2], x: -1 }] } })[0]).toContain(
    'candidates[0].x',
  );
});

test('inner lists are listed in one place, and walked and numbered in reading order', () => {
  const tree = stepSchema.parse({
    type: 'try',
    steps: [{ type: 'repeat', times: 2, steps: [SHOT] }],
    catch: [SHOT],
    finally: [{ type: 'runFlow', flow: FLOW, steps: [SHOT] }],
  });
  const places: string[] = [];
  walkSteps([tree], (step, path) => places.push(`${path.join('.')} ${step.type}`));
  expect(places).toEqual([
    'steps.0 try',
    'steps.0.steps.0 repeat',
    'steps.0.steps.0.steps.0 screenshot',
    'steps.0.catch.0 screenshot',
    'steps.0.finally.0 runFlow',
    'steps.0.finally.0.steps.0 screenshot',
  ]);
  const ids: string[] = [];
  walkSteps(withStepIds([tree]), ({ id }) => ids.push(id ?? ''));
  expect(ids).toEqual(['s1', 's2', 's3', 's4', 's5', 's6']);
  for (const type of STEP_TYPES) {
    const step = stepSchema.parse({ type, ...GOOD[type] });
    const expected = holdsSteps(type) ? INNER_LISTS[type] : [];
    expect(expected.filter((name) => name in step)).toEqual(innerLists(step).map(({ name }) => name));
  }
});

test('secrets are named once, and not for steps that are switched off', () => {
  const fill = (secret: string, more: object = {}): object => ({ type: 'fillSecret', target: '#a', secret, ...more });
  const steps = flowStepsSchema.parse([
    fill('b'),
    { type: 'try', steps: [fill('a')], catch: [fill('b')] },
    { type: 'forEach', items: [1], as: 'x', disabled: true, steps: [fill('c')] },
    fill('d', { disabled: true }),
  ]);
  expect(secretNames(steps)).toEqual(['b', 'a']);
});
