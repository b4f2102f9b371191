import { expect, test } from 'vitest';
import { openDocument } from '../document/open-document.ts';
import { toInput } from './to-input.ts';

const target = { candidates: [{ by: 'label', value: 'Campaña (año)' }] };
const flow = (value: string, inputs: object = {}) =>
  openDocument({ steps: [{ id: 's1', type: 'fill', target, value }], inputs });

test('a typed text becomes a value of each execution, with itself as what holds otherwise', () => {
  const { steps, inputs } = toInput(flow('2025-26'), 's1', ['value']);
  expect(steps[0]).toMatchObject({ value: '{{inputs.campana_ano}}' });
  expect(inputs).toEqual({ campana_ano: { type: 'text', label: 'Campaña (año)', default: '2025-26' } });
});

test('its name is one that no other has', () => {
  const { steps } = toInput(flow('x', { campana_ano: { type: 'text' } }), 's1', ['value']);
  expect(steps[0]).toMatchObject({ value: '{{inputs.campana_ano_2}}' });
});

test('what holds a variable already, or nothing, stays', () => {
  for (const value of ['', '{{inputs.otro}}']) {
    const document = flow(value);
    expect(toInput(document, 's1', ['value'])).toBe(document);
  }
});
