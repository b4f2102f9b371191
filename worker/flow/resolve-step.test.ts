import type { Step } from '@sri/shared/model/step.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeForSelector, resolveStep } from './resolve-step.ts';
import { createVariables } from './variables.ts';

const variables = createVariables({ fila: { numero: `L'1"`, sel: '#a > b' }, n: 3 });

describe('a step with its templates filled in', () => {
  it('escapes values inside selectors and nowhere else', () => {
    const step: Step = {
      type: 'fill',
      target: {
        candidates: [
          { by: 'css', value: `a[data-id='{{fila.numero}}']` },
          { by: 'text', value: '{{fila.numero}}' },
          { by: 'anchored', anchor: '{{fila.numero}}', value: `i[x="{{fila.numero}}"]` },
        ],
        frame: [`iframe[name='{{fila.numero}}']`],
      },
      value: '{{fila.numero}}',
    };
    expect(resolveStep(step, variables)).toEqual({
      type: 'fill',
      target: {
        candidates: [
          { by: 'css', value: String.raw`a[data-id='L\'1\"']` },
          { by: 'text', value: `L'1"` },
          { by: 'anchored', anchor: `L'1"`, value: String.raw`i[x="L\'1\""]` },
        ],
        frame: [String.raw`iframe[name='L\'1\"']`],
      },
      value: `L'1"`,
    });
  });

  it('takes a selector that is a template for a selector', () => {
    expect(resolveStep({ type: 'click', target: '{{fila.sel}}' }, variables)).toMatchObject({ target: '#a > b' });
    expect(resolveStep({ type: 'click', target: 'tr:nth-child({{n}})' }, variables)).toMatchObject({
      target: 'tr:nth-child(3)',
    });
  });

  it('leaves inner steps, conditions and items as they are', () => {
    const step: Step = {
      type: 'forEach',
      name: 'Fila {{n}} {{falta}}',
      items: '{{falta}}',
      as: 'x',
      steps: [{ type: 'navigate', url: '{{x}}' }],
    };
    expect(resolveStep(step, variables)).toEqual(step);
    const branch: Step = { type: 'if', condition: { exists: '{{falta}}' }, then: [] };
    expect(resolveStep(branch, variables)).toEqual(branch);
  });

  it('fills the label where it can', () => {
    expect(resolveStep({ type: 'screenshot', name: 'vista {{n}}' }, variables).name).toBe('vista 3');
  });
});

describe('values in a selector', () => {
  it('cannot end the quotes that they stand in', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const escaped = escapeForSelector(value);
        expect(escaped.replaceAll(/\\[\s\S]/g, '')).not.toMatch(/["'\n\r\f]/);
      }),
    );
  });
});
