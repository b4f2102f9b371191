// Reads the text in a picture, or in the pictures of a scanned PDF. The engine starts a thread of its own below this one, and both end
// together.
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { workerData } from 'node:worker_threads';
import { createWorker, OEM, type Worker } from 'tesseract.js';
import type { ThreadAnswer } from './in-thread.ts';
import { scannedPages } from './scanned-pages.ts';
import { tellParent } from './tell-parent.ts';

export interface OcrTask {
  picture: Uint8Array;
  language: 'spa' | 'eng' | 'por';
}

/** A word with how sure the engine is of it, 0 to 100 as it judges itself. */
export interface OcrWord {
  text: string;
  confidence: number;
}

export interface OcrPage {
  text: string;
  confidence: number;
  words: OcrWord[];
}

const { picture, language } = workerData as OcrTask;
const installed = createRequire(import.meta.url).resolve(`@tesseract.js-data/${language}/package.json`);
const fault = (message: string, hint: string): ThreadAnswer<OcrPage[]> => ({ fault: { message, hint } });
let failure = '';

async function readPage(engine: Worker, bytes: Buffer): Promise<OcrPage> {
  const { data } = await engine.recognize(bytes, {}, { text: true, blocks: true });
  const lines = (data.blocks ?? []).flatMap(({ paragraphs }) => paragraphs.flatMap((paragraph) => paragraph.lines));
  const words = lines
    .flatMap((line) => line.words)
    .map(({ text, confidence }) => ({ text, confidence }))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
  return { text: data.text.trim(), confidence: data.confidence, words };
}

async function readPdf(engine: Worker): Promise<ThreadAnswer<OcrPage[]>> {
  const pages: OcrPage[] = [];
  try {
    for await (const page of scannedPages(new Uint8Array(picture)))
      pages.push(page === null ? { text: '', confidence: 0, words: [] } : await readPage(engine, page));
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException')
      return fault('El PDF está protegido con contraseña', 'Pide al portal una copia sin contraseña.');
    return fault('El PDF está dañado o incompleto', 'Descárgalo otra vez, y ábrelo a mano para ver si está entero.');
  }
  return { value: pages };
}

async function read(): Promise<ThreadAnswer<OcrPage[]>> {
  const engine = await createWorker(language, OEM.LSTM_ONLY, {
    // The language lies in a package: nothing is fetched while it runs, and nothing kept.
    langPath: join(dirname(installed), '4.0.0_best_int'),
    cacheMethod: 'none',
    errorHandler: (error: unknown) => (failure = String(error)),
  });
  try {
    const bytes = Buffer.from(picture);
    if (bytes.subarray(0, 1024).includes('%PDF-')) return await readPdf(engine);
    return { value: [await readPage(engine, bytes)] };
  } catch (error) {
    const why = `${failure} ${String(error)}`;
    if (!/image|pix|attempting to read/i.test(why)) throw error;
    return fault('La imagen no se puede leer', 'Tiene que ser un PNG o JPEG entero, o un PDF escaneado.');
  } finally {
    await engine.terminate();
  }
}

tellParent(await read());
