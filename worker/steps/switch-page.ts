import { AppError } from '@sri/shared/errors.ts';
import { attempt } from '../browser/scope.ts';
import { until } from '../browser/until.ts';
import { matchesUrl } from '../browser/url-pattern.ts';
import { defineStep, passed } from './step.ts';
import { shownUrl } from './web-address.ts';

const FRONT_MS = 2000;

export const switchPage = defineStep({
  type: 'switchPage',
  describe: ({ page, url }) => (page === undefined ? `pasar a la página ${url ?? ''}` : `pasar a la página «${page}»`),
  run: async ({ page: name, url }, context) => {
    const { pages, goTo } = context.keeper;
    const found = await until(context.scope, () =>
      Promise.resolve(
        name === undefined ? pages.list().findLast(({ page }) => matchesUrl(page.url(), url ?? '')) : pages.find(name),
      ),
    );
    if (found === undefined) {
      const open = pages.list().map((one) => `«${one.name}» (${shownUrl(one.page.url())})`);
      const what = name === undefined ? `con una dirección como ${url ?? ''}` : `llamada «${name}»`;
      throw new AppError('step_failed', `No se abrió ninguna página ${what}; hay ${open.join(', ')}`, {
        hint: 'Comprueba que el paso que la abre esté antes, y que diga cómo se llama la página que abre.',
      });
    }
    await attempt(goTo(found), undefined, FRONT_MS);
    return passed(shownUrl(found.page.url()));
  },
});
