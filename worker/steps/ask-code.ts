import { AppError } from '@sri/shared/errors.ts';
import { limitScope } from '../browser/scope.ts';
import { act } from './act.ts';
import { defineStep, passed, STEP_TIMEOUT_MS } from './step.ts';

const PATIENCE_MS = 5 * 60_000;

export const askCode = defineStep({
  type: 'askCode',
  defaultTimeoutMs: PATIENCE_MS,
  eachPart: true,
  describe: ({ medium }) => `pedir el código${medium === undefined ? '' : ` que llegó a ${medium}`}`,
  run: async ({ target, medium }, context) => {
    const message = medium ?? '';
    const code = await context.askPerson({ kind: 'code', message, timeoutMs: context.timeoutMs });
    if (code === null) {
      throw new AppError('person_timeout', 'Nadie escribió el código a tiempo', {
        hint: 'Ejecuta otra vez y escríbelo en la página de la ejecución, o da más tiempo al paso.',
      });
    }
    context.hideSecret(code);
    if (target === undefined) return { status: 'passed', message: 'código recibido', value: code };
    const gone = new AppError('step_timeout', 'El campo del código no respondió', {
      hint: 'Mira la captura: la página pudo cambiar mientras esperaba el código.',
    });
    const scope = limitScope(context.scope, STEP_TIMEOUT_MS, () => gone);
    try {
      const { found } = await act({ ...context, scope }, target, 'escribir el código en', ({ locator }, timeout) =>
        locator.fill(code, { timeout }),
      );
      return { ...passed('código escrito', found.note), value: code };
    } finally {
      scope.end();
    }
  },
});
