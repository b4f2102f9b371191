import { readFile } from 'node:fs/promises';
import type { StepOf } from '@sri/shared/model/step.ts';
import { AppError } from '@sri/shared/errors.ts';
import { describeTarget } from '../browser/describe-target.ts';
import { playwrightTimeout, timeLeft } from '../browser/scope.ts';
import { takeElementPicture, takePicture } from '../browser/take-picture.ts';
import { inThread } from '../parsers/in-thread.ts';
import type { OcrPage, OcrTask } from '../parsers/ocr-thread.ts';
import { act, guarded } from './act.ts';
import { resultFile } from './result-file.ts';
import { defineStep, type StepContext } from './step.ts';

const OCR_TIMEOUT_MS = 90_000;
/** Below this, as the engine judges itself, a person should look at a word. */
const SURE = 60;
/** Pages and words that are told one by one. */
const MOST_TOLD = 20;
const THREAD = new URL('../parsers/ocr-thread.ts', import.meta.url);

function refuse(message: string, hint: string): AppError {
  return new AppError('step_failed', message, { hint });
}

async function pictureOfFile(from: string, context: StepContext): Promise<Buffer> {
  const { name, path } = resultFile(from, context);
  const bytes = await readFile(path);
  if (bytes.byteLength === 0) throw refuse(`${name} está vacío`, 'Descárgalo otra vez.');
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

const percent = (confidence: number): string => `${Math.round(confidence)} %`;

/** How many words of each page, and how sure. */
function messageOf(pages: readonly OcrPage[]): string {
  const told = pages.map(({ words, confidence }) => {
    const count = words.length === 1 ? '1 palabra' : `${words.length} palabras`;
    return words.length === 0 ? 'sin texto' : `${count}, seguridad ${percent(confidence)}`;
  });
  if (told.length === 1) return told[0] ?? '';
  const shown = told.slice(0, MOST_TOLD).map((page, at) => `página ${at + 1}: ${page}`);
  const more = told.length - shown.length;
  return [`${told.length} páginas`, ...shown, ...(more > 0 ? [`y ${more} más`] : [])].join('; ');
}

/** The words that the engine is unsure of, each with its page and how sure it is. */
function warningOf(pages: readonly OcrPage[]): string | undefined {
  const unsure = pages.flatMap(({ words }, at) =>
    words
      .filter(({ confidence }) => confidence < SURE)
      .map(
        ({ text, confidence }) => `«${text}» (${pages.length > 1 ? `página ${at + 1}, ` : ''}${percent(confidence)})`,
      ),
  );
  if (unsure.length === 0) return undefined;
  const more = unsure.length - MOST_TOLD;
  const shown = unsure.slice(0, MOST_TOLD).join(', ');
  const count = unsure.length === 1 ? 'hay 1 palabra poco segura' : `hay ${unsure.length} palabras poco seguras`;
  return `${count}, revísalas: ${shown}${more > 0 ? ` y ${more} más` : ''}`;
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
    const pages = await inThread<OcrPage[]>(THREAD, task, {
      signal: context.scope.signal,
      timeoutMs: timeLeft(context.scope),
      words: 'leer el texto de la imagen',
    });
    const words = pages.flatMap((page) => page.words);
    if (words.length === 0)
      throw refuse(
        'En la imagen no se encontró ningún texto',
        'Apunta a la parte que lo tiene, o mira la captura; el texto de un PDF que no es escaneado se lee con un paso de PDF.',
      );
    const said = messageOf(pages);
    const warning = warningOf(pages);
    return {
      status: 'passed',
      message: note === undefined ? said : `${said}; ${note}`,
      value: pages.map(({ text }) => text).join('\n\n'),
      ...(warning === undefined ? {} : { warning }),
    };
  },
});
