import { AppError } from '@sri/shared/errors.ts';
import { describeTarget } from '../browser/describe-target.ts';
import type { Found } from '../browser/locate.ts';
import { act } from './act.ts';
import { defineStep, passed } from './step.ts';

const verb = (checked: boolean): string => (checked ? 'marcar' : 'desmarcar');

export const setChecked = defineStep({
  type: 'setChecked',
  describe: ({ target, checked }) => `${verb(checked)} ${describeTarget(target)}`,
  run: async ({ target, checked }, context) => {
    const set = async ({ locator, words }: Found, timeout: number): Promise<string | undefined> => {
      if ((await locator.isChecked({ timeout })) === checked) return 'ya estaba así';
      if (await locator.isVisible()) {
        await locator.setChecked(checked, { timeout });
        return undefined;
      }
      // The real box of a styled one is often hidden under a picture of a box; its click is what the label would send.
      await locator.dispatchEvent('click', undefined, { timeout });
      if ((await locator.isChecked({ timeout })) === checked) return undefined;
      throw new AppError('step_failed', `No se pudo ${verb(checked)} ${words}: no cambia`, {
        hint: 'Prueba con un clic en el texto que está al lado.',
      });
    };
    const { found, result } = await act(context, target, verb(checked), set, { presence: 'attached' });
    return passed(result, found.note);
  },
});
