import { AppError } from '@sri/shared/errors.ts';
import { cleanText, foldText } from '@sri/shared/lang/clean-text.ts';
import { describeTarget } from '../browser/describe-target.ts';
import { locate } from '../browser/locate.ts';
import { readInPage } from '../browser/page-reader.ts';
import { playwrightTimeout } from '../browser/scope.ts';
import { until } from '../browser/until.ts';
import { guarded } from './act.ts';
import { defineStep, passed } from './step.ts';

const READ_MS = 3000;

interface Option {
  text: string;
  value: string;
}

/** Numbers of the options that are meant: by equal text, by text that differs only in accents and case, by value. */
export function matchingOptions(options: readonly Option[], wanted: string): number[] {
  const tests: ((option: Option) => boolean)[] = [
    ({ text }) => cleanText(text) === cleanText(wanted),
    ({ text }) => foldText(text) === foldText(wanted),
    ({ value }) => value === wanted,
  ];
  for (const test of tests) {
    const found = options.flatMap((option, index) => (test(option) ? [index] : []));
    if (found.length > 0) return found;
  }
  return [];
}

const list = (options: readonly Option[]): string =>
  options
    .slice(0, 20)
    .map(({ text }) => `«${cleanText(text)}»`)
    .join(', ') + (options.length > 20 ? ' …' : '');

const valuesOf = (value: string | string[]): string[] => (Array.isArray(value) ? value : [value]);

export const choose = defineStep({
  type: 'choose',
  describe: ({ target, value }) =>
    `elegir ${valuesOf(value)
      .map((one) => `«${one}»`)
      .join(', ')} en ${describeTarget(target)}`,
  run: async ({ target, value }, context) => {
    const found = await locate(context.page, target, context.scope);
    const wanted = valuesOf(value);
    let options: Option[] = [];
    let several = false;
    // Old portals fill a list when another one has changed: the option may still be on its way.
    const indexes = await until(context.scope, async () => {
      const control = await guarded(context, `leer las opciones de ${found.words}`, () =>
        readInPage(found.locator, 'readOptions', undefined, READ_MS),
      );
      if (control === null) {
        throw new AppError('step_failed', `${found.words} no es una lista desplegable`, {
          hint: 'Para listas hechas con botones usa dos clics: uno para abrirla y otro en la opción.',
        });
      }
      ({ options, several } = control);
      const matches = wanted.map((one) => matchingOptions(control.options, one));
      return matches.every((match) => match.length > 0) ? matches : undefined;
    });
    const missing = wanted.filter((one) => matchingOptions(options, one).length === 0);
    if (indexes === undefined) {
      throw new AppError(
        'element_not_found',
        `${found.words} no tiene la opción ${missing.map((one) => `«${one}»`).join(', ')}`,
        {
          hint:
            options.length === 0
              ? 'La lista está vacía: puede faltar un paso que la llene.'
              : `Sus opciones son: ${list(options)}.`,
        },
      );
    }
    const doubled = wanted.find((_, at) => (indexes[at]?.length ?? 0) > 1);
    if (doubled !== undefined) {
      throw new AppError('element_ambiguous', `${found.words} tiene varias opciones «${doubled}»`, {
        hint: 'Elige por el valor de la opción en lugar de su texto.',
      });
    }
    if (wanted.length > 1 && !several) {
      throw new AppError('step_failed', `${found.words} admite una sola opción y el paso pide ${wanted.length}`, {
        hint: 'Deja un solo valor en el paso.',
      });
    }
    const choices = indexes.flat().map((index) => ({ index }));
    await guarded(context, `elegir en ${found.words}`, () =>
      found.locator.selectOption(choices, { timeout: playwrightTimeout(context.scope) }),
    );
    return passed(undefined, found.note);
  },
});
