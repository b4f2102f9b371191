import { expect, test } from 'vitest';
import { demoSteps, movedSteps } from './demo-steps.ts';

const OLD = 'http://localhost:4000';
const NOW = 'http://localhost:4001';

test('steps at another port of the portal move along, with what their owner changed', () => {
  const edited = [...demoSteps(OLD), { type: 'navigate', url: `${OLD}/contratos` }];
  expect(movedSteps(edited, NOW)).toEqual([...demoSteps(NOW), { type: 'navigate', url: `${NOW}/contratos` }]);
});

test.each([
  ['already there', demoSteps(NOW)],
  ['another site', [{ type: 'navigate', url: 'https://portal.example/liquidaciones' }]],
  ['another page', [{ type: 'navigate', url: `${OLD}/contratos` }]],
  ['an address with variables', [{ type: 'navigate', url: '{{portal}}/liquidaciones' }]],
  ['no navigation', [{ type: 'screenshot' }]],
  ['nothing', []],
])('steps are left alone: %s', (_why, steps) => {
  expect(movedSteps(steps, NOW)).toBeUndefined();
});
