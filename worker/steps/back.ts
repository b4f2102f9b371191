import { AppError } from '@sri/shared/errors.ts';
import { playwrightTimeout } from '../browser/scope.ts';
import { guarded } from './act.ts';
import { defineStep, passed } from './step.ts';
import { shownUrl } from './web-address.ts';

export const back = defineStep({
  type: 'back',
  describe: () => 'volver a la página anterior',
  run: async (_step, context) => {
    const { page, navigation, scope } = context;
    const before = navigation.count();
    await guarded(context, 'volver a la página anterior', () => page.goBack({ timeout: playwrightTimeout(scope) }));
    if (navigation.count() === before) {
      throw new AppError('step_failed', `No hay ninguna página antes de ${shownUrl(page.url())}`, {
        hint: 'Quita el paso, o abre con su dirección la página a la que quieres ir.',
      });
    }
    return passed(`a ${shownUrl(page.url())}`);
  },
});
