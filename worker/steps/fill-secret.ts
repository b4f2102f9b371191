import { describeTarget } from '../browser/describe-target.ts';
import { act } from './act.ts';
import { defineStep, passed } from './step.ts';
import { coverField, writeText } from './write-text.ts';

export const fillSecret = defineStep({
  type: 'fillSecret',
  describe: ({ target, secret }) => `escribir el secreto «${secret}» en ${describeTarget(target)}`,
  run: async ({ target, secret }, context) => {
    const value = context.secret(secret);
    const write = async (field: Parameters<typeof writeText>[0], timeout: number): Promise<void> => {
      await coverField(field, timeout);
      await writeText(field, value, context, timeout);
    };
    const { found } = await act(context, target, 'escribir un secreto en', write, { atPoint: true });
    return passed('escrito un valor secreto', found.note);
  },
});
