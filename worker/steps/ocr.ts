import { readFile } from 'node:fs/promises';
import type { StepOf } from '@sri/shared/model/step.ts';
import { AppError } from '@sri/shared/errors.ts';
import { describeTarget } from '../browser/describe-target.ts';
import { playwrightTimeout, timeLeft } from '../browser/scope.ts';
import { takeElementPicture, takePicture } from '../browser/take-picture.ts';
import { inThread } from '../parsers/in-thread.ts';
import type { OcrTask, OcrText } from '../parsers/ocr-thread.ts';
import { act, guarded } from './act.ts';
import { resultFile } from './result-file.ts';
import { defineStep, type StepContext } from './step.ts';

const OCR_TIMEOUT_MS = 90_000;
/** Below this, as the engine judges itself, a person should look. */
const SURE = 60;
const THREAD = new URL('../parsers/ocr-thread.ts', import.meta.url);

function refuse(message: string, hint: string): AppError {
  return new AppError('step_failed', message, { hint });
}

async function pictureOfFile(from: string, context: StepContext): Promise<Buffer> {
  const { name, path } = resultFile(from, context);
  const bytes = await readFile(path);
  if (bytes.byteLength === 0) throw refuse(`${name} está vacío`, 'Descárgalo otra vez.');
  if (bytes.subarray(0, 1024).includes('%PDF-'))
    throw refuse(
      `${name} es un PDF, no una imagen`,
      'Lee su texto con un paso de PDF; o abre el PDF y captura lo que se ve.',
    );
  return bytes;
}

async function pictureFor(
  { target, from }: StepOf<'ocr'>,
  context: StepContext,
): Promise<{ picture: Buffer; note?: string | undefined }> {
  const { page } = context;
  if (from !== undefined) return { picture: await pictureOfFile(from, context) };
  if (target === undefined) {
    const timeout = playwrightTimeout(context.scope);
    return { picture: await guarded(context, 'capturar la pantalla', () => takePicture(page, { timeout })) };
  }
  const { found, result } = await act(context, target, 'capturar', ({ locator }, timeout) =>
    takeElementPicture(page, locator, timeout),
  );
  return { picture: result, note: found.note };
}

export const ocr = defineStep({
  type: 'ocr',
  defaultTimeoutMs: OCR_TIMEOUT_MS,
  describe: ({ target, from }) => {
    if (from !== undefined) return `leer el texto de la imagen ${from.slice(0, 200)}`;
    return `leer el texto que se ve en ${target === undefined ? 'la pantalla' : describeTarget(target)}`;
  },
  run: async (step, context) => {
    const { picture, note } = await pictureFor(step, context);
    const task: OcrTask = { picture, language: step.language };
    const { text, words, confidence } = await inThread<OcrText>(THREAD, task, {
      signal: context.scope.signal,
      timeoutMs: timeLeft(context.scope),
      words: 'leer el texto de la imagen',
    });
    if (words === 0)
      throw refuse('En la imagen no se encontró ningún texto', 'Apunta a la parte que lo tiene, o mira la captura.');
    const said = `${words === 1 ? '1 palabra' : `${words} palabras`}, seguridad ${Math.round(confidence)} %`;
    return {
      status: 'passed',
      message: note === undefined ? said : `${said}; ${note}`,
      value: text,
      ...(confidence < SURE
        ? { warning: `la lectura es poco segura (${Math.round(confidence)} %): revisa el texto` }
        : {}),
    };
  },
});
