import { AppError } from '@sri/shared/errors.ts';
import { guarded } from './act.ts';
import { defineStep, passed } from './step.ts';

export const closePage = defineStep({
  type: 'closePage',
  describe: ({ page }) => (page === undefined ? 'cerrar la página' : `cerrar la página «${page}»`),
  run: async (_step, context) => {
    const { pages, close } = context.keeper;
    const kept = pages.of(context.page);
    if (kept === undefined) {
      throw new AppError('step_failed', 'La página ya estaba cerrada', {
        hint: 'Quita el paso si el portal la cierra solo.',
      });
    }
    await guarded(context, 'cerrar la página', () => close(kept));
    return passed(`«${kept.name}»`);
  },
});
