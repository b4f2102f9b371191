import { expect, test } from 'vitest';
import type { Step } from '@sri/shared/model/step.ts';
import { onlyStep, stepsUntil } from './cut-steps.ts';

const open = (id: string): Step => ({ id, type: 'navigate', url: `https://portal.example/${id}` });
const click = (id: string): Step => ({ id, type: 'click', target: `#${id}` });
const FLOW: Step[] = [
  open('inicio'),
  click('a'),
  { id: 'bucle', type: 'forEach', items: '{{filas}}', as: 'fila', steps: [open('detalle'), click('b'), click('c')] },
  { id: 'si', type: 'if', condition: { exists: '#x' }, then: [click('d')], else: [click('e'), click('f')] },
];
const ids = (steps: readonly Step[] | null): unknown =>
  steps?.map((step) => (step.type === 'forEach' ? { [step.id ?? '']: ids(step.steps) } : step.id));

test('up to a step: all before it, and it', () => {
  expect(ids(stepsUntil(FLOW, 'a'))).toEqual(['inicio', 'a']);
  expect(ids(stepsUntil(FLOW, 'bucle'))).toEqual(['inicio', 'a', { bucle: ['detalle', 'b', 'c'] }]);
});

test('up to a step inside another: what stands around it is cut after it', () => {
  expect(ids(stepsUntil(FLOW, 'b'))).toEqual(['inicio', 'a', { bucle: ['detalle', 'b'] }]);
  const branch = stepsUntil(FLOW, 'e')?.at(-1);
  expect(branch).toMatchObject({ id: 'si', then: [{ id: 'd' }], else: [{ id: 'e' }] });
  expect(stepsUntil(FLOW, 'nada')).toBeNull();
});

test('one step alone stands on the page that was opened last before it', () => {
  expect(ids(onlyStep(FLOW, 'a'))).toEqual(['inicio', 'a']);
  expect(ids(onlyStep(FLOW, 'c'))).toEqual(['detalle', 'c']);
  expect(ids(onlyStep(FLOW, 'inicio'))).toEqual(['inicio']);
  expect(onlyStep(FLOW, 'nada')).toBeNull();
});
