import { expect, test } from 'vitest';
import type { Step } from '@sri/shared/model/step.ts';
import { diffSteps, type StepChange } from './diff-steps.ts';
import { risingRun } from './rising-run.ts';

const click = (id: string, target = `#${id}`): Step => ({ id, type: 'click', target });
const loop = (id: string, steps: Step[]): Step => ({ id, type: 'forEach', items: '{{filas}}', as: 'fila', steps });

function kind({ before, after, moved, fields }: StepChange): string {
  if (before === null) return '+';
  if (after === null) return '-';
  return `${moved ? '>' : ''}${fields.length > 0 ? '~' : ''}`;
}
const told = (rows: StepChange[]): string[] => rows.map((row) => `${kind(row)}${row.id}`);

test('what was added, taken out and changed is told by id, in reading order', () => {
  const rows = diffSteps([click('a'), click('b'), click('c')], [click('a'), click('nuevo'), click('c', '#otro')]);
  expect(told(rows)).toEqual(['a', '-b', '+nuevo', '~c']);
  expect(rows[3]?.fields).toEqual([{ field: 'target', before: '#c', after: '#otro' }]);
});

test('only what moved is said to have moved, not what made room for it', () => {
  expect(told(diffSteps([click('a'), click('b'), click('c')], [click('c'), click('a'), click('b')]))).toEqual([
    '>c',
    'a',
    'b',
  ]);
});

test('a step that went into a loop has moved; the loop itself did not change', () => {
  const rows = diffSteps([click('a'), loop('l', [click('b')])], [loop('l', [click('a'), click('b')])]);
  expect(told(rows)).toEqual(['l', '>a', 'b']);
  expect(rows.map(({ depth }) => depth)).toEqual([0, 1, 1]);
});

test('what stood first and was taken out comes first', () => {
  expect(told(diffSteps([click('a'), click('b')], [click('b')]))).toEqual(['-a', 'b']);
  expect(diffSteps([], [])).toEqual([]);
});

test('a longest rising run', () => {
  expect(risingRun([3, 1, 2, 5, 4])).toEqual([1, 2, 4]);
  expect(risingRun([])).toEqual([]);
});
