import { AppError } from '@sri/shared/errors.ts';
import { asText } from '@sri/shared/lang/as-text.ts';
import { describeTarget } from '../browser/describe-target.ts';
import { seconds } from '../browser/element-error.ts';
import type { Found } from '../browser/locate.ts';
import { readInPage } from '../browser/page-reader.ts';
import { act } from './act.ts';
import { dataFile, resultFile, type UploadFile } from './result-file.ts';
import { defineStep, passed, type StepContext } from './step.ts';

type Files = string[] | UploadFile[];

/** What is to be handed over: paths of the execution's files, or contents. Throws `step_failed`. */
function filesOf(written: string | readonly string[], context: StepContext): { files: Files; names: string[] } {
  const list = typeof written === 'string' ? [written] : written;
  const held = list.map((one) => {
    const value = context.value(one);
    return typeof value === 'string' && value.startsWith('data:') ? dataFile(value) : null;
  });
  const contents = held.filter((file) => file !== null);
  if (contents.length === list.length) return { files: contents, names: contents.map(({ name }) => name) };
  if (contents.length > 0) {
    throw new AppError('step_failed', 'No se pueden subir a la vez archivos de la ejecución y contenidos escritos', {
      hint: 'Usa un paso para cada clase.',
    });
  }
  const files = list.map((one) => resultFile(one, context));
  return { files: files.map(({ path }) => path), names: files.map(({ name }) => name.replace(/^.*\//, '')) };
}

/** Gives the files to a file field itself, or answers the choice of a file that a click on the element opens. */
async function give({ locator, words }: Found, files: Files, context: StepContext, timeout: number): Promise<void> {
  const { tag, type } = await readInPage(locator, 'readControl', undefined, timeout);
  if (tag === 'input' && type === 'file') return locator.setInputFiles(files, { timeout });
  const [chooser] = await Promise.all([
    context.page.waitForEvent('filechooser', { timeout }).catch(() => null),
    locator.click({ timeout }),
  ]);
  if (chooser === null) {
    throw new AppError(
      'step_failed',
      `En ${seconds(context.timeoutMs)} ningún archivo fue pedido al hacer clic en ${words}`,
      {
        hint: 'Apunta al campo de archivo mismo, o al botón que abre la elección del archivo.',
      },
    );
  }
  await chooser.setFiles(files, { timeout });
}

export const upload = defineStep({
  type: 'upload',
  describe: ({ target, files }) => `subir ${asText(files).slice(0, 200)} en ${describeTarget(target)}`,
  run: async ({ target, files: written }, context) => {
    const { files, names } = filesOf(written, context);
    const { found } = await act(
      context,
      target,
      'subir un archivo en',
      (field, timeout) => give(field, files, context, timeout),
      // File fields are hidden often, under a button that looks better.
      { presence: 'attached' },
    );
    return passed(names.join(', '), found.note);
  },
});
