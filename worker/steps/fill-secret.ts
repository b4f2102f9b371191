import { AppError } from '@sri/shared/errors.ts';
import { describeTarget } from '../browser/describe-target.ts';
import { limitScope } from '../browser/scope.ts';
import { act } from './act.ts';
import { defineStep, passed } from './step.ts';
import { coverField, writeText } from './write-text.ts';

export const fillSecret = defineStep({
  type: 'fillSecret',
  // The next one-time code may come later than the field is waited for.
  eachPart: true,
  describe: ({ target, secret }) => `escribir el secreto «${secret}» en ${describeTarget(target)}`,
  run: async ({ target, secret }, context) => {
    const value = await context.secret(secret);
    const { timeoutMs } = context;
    const gone = new AppError('step_timeout', 'El campo del secreto no respondió', {
      hint: 'Mira la captura: la página pudo cambiar, o el campo está cubierto.',
    });
    const scope = limitScope(context.scope, timeoutMs, () => gone);
    const write = async (field: Parameters<typeof writeText>[0], timeout: number): Promise<void> => {
      await coverField(field, timeout);
      await writeText(field, value, context, timeout);
    };
    try {
      const { found } = await act({ ...context, scope }, target, 'escribir un secreto en', write, { atPoint: true });
      return passed('escrito un valor secreto', found.note);
    } finally {
      scope.end();
    }
  },
});
