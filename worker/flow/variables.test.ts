import { AppError } from '@sri/shared/errors.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVariables, fillExpression, fillText, fillValue, parsePath } from './variables.ts';

const variables = createVariables({
  inputs: { desde: '01/03/2026', maximo: 20, activo: true, hasta: null },
  filas: [{ numero: 'L-1', 'Importe (USD)': '1.234,56' }, { numero: 'L-2' }],
  resumen: { saldo: '10', 'a.b': 'x' },
});

function refused(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('templates', () => {
  it.each([
    ['desde {{inputs.desde}}', 'desde 01/03/2026'],
    ['{{ inputs.maximo }} de {{filas.length}}', '20 de 2'],
    ['{{inputs.hasta}}|', '|'],
    ['{{filas[1].numero}}', 'L-2'],
    ['{{filas[0].Importe (USD)}}', '1.234,56'],
    [`{{filas[0]["Importe (USD)"]}}`, '1.234,56'],
    [`{{resumen['a.b']}}`, 'x'],
    ['{{filas[1]}}', '{"numero":"L-2"}'],
    ['nada que llenar {{', 'nada que llenar {{'],
  ])('%s becomes %s', (text, expected) => {
    expect(fillText(text, variables)).toBe(expected);
  });

  it('keeps the type of a value that is the whole text', () => {
    expect(fillValue('{{inputs.maximo}}', variables)).toBe(20);
    expect(fillValue(' {{filas}} ', variables)).toHaveLength(2);
    expect(fillValue('{{inputs.activo}}', variables)).toBe(true);
    expect(fillValue('n={{inputs.maximo}}', variables)).toBe('n=20');
  });

  it('names what is missing and what there is', () => {
    const error = refused(() => fillText('{{inputs.desd}}', variables));
    expect(error.code).toBe('variable_missing');
    expect(error.message).toContain('inputs.desd');
    expect(error.hint).toContain('inputs.desde');
    expect(refused(() => fillText('{{fila.numero}}', variables)).hint).toContain('filas');
    expect(refused(() => fillText('{{resumen.total}}', variables)).hint).toContain('resumen.saldo');
  });

  it.each([
    '{{inputs.constructor}}',
    '{{inputs.__proto__}}',
    '{{toString}}',
    '{{filas.push}}',
    '{{resumen.saldo.length}}',
  ])('%s reaches nothing that is not data', (text) => {
    expect(refused(() => fillText(text, variables)).code).toBe('variable_missing');
  });

  it('lets loop names stand over results, and results outlive the loop', () => {
    const inner = variables.with({ fila: { numero: 'L-9' }, filaIndex: 0 });
    inner.set('ultimo', 'L-9');
    expect(fillText('{{fila.numero}} {{filaIndex}} {{ultimo}}', inner)).toBe('L-9 0 L-9');
    expect(variables.get('ultimo')).toBe('L-9');
    expect(variables.has('fila')).toBe(false);
  });

  it('never lets a value become code in an expression', () => {
    const hostile = createVariables({ nombre: `"); alert(1); ("\u2028</script>` });
    expect(fillExpression('f({{nombre}})', hostile)).toBe(String.raw`f("\"); alert(1); (\"\u2028</script>")`);
    expect(fillExpression('(() => {{ return 1 }})()', hostile)).toBe('(() => {{ return 1 }})()');
    expect(refused(() => fillExpression('f({{otro}})', hostile)).code).toBe('variable_missing');
  });
});

describe('templates, any data', () => {
  const key = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !/[.[\]{}"'\s]/.test(text));

  it('gives back any value under any plain name, unchanged', () => {
    fc.assert(
      fc.property(key, key, fc.jsonValue(), (outer, inner, value) => {
        const own = createVariables({ [outer]: { [inner]: value } });
        expect(fillValue(`{{${outer}.${inner}}}`, own)).toStrictEqual(value);
      }),
    );
  });

  it('an expression holds any value as a literal that evaluates to it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const written = fillExpression('{{v}}', createVariables({ v: value }));
        expect(JSON.parse(written)).toStrictEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('never reads a template out of a value', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const value = `{{v}}${text}{{w}}`;
        expect(fillText('a{{v}}b', createVariables({ v: value }))).toBe(`a${value}b`);
      }),
    );
  });

  it('parses any text without an error of its own', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parsePath(text)?.length ?? 1).toBeGreaterThan(0);
      }),
    );
  });
});
