// Reads the text in a picture. The engine starts a thread of its own below this one, and both end together.
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { workerData } from 'node:worker_threads';
import { createWorker, OEM } from 'tesseract.js';
import type { ThreadAnswer } from './in-thread.ts';
import { tellParent } from './tell-parent.ts';

export interface OcrTask {
  picture: Uint8Array;
  language: 'spa' | 'eng';
}

export interface OcrText {
  text: string;
  words: number;
  /** 0 to 100, as the engine judges itself. */
  confidence: number;
}

const { picture, language } = workerData as OcrTask;
const installed = createRequire(import.meta.url).resolve(`@tesseract.js-data/${language}/package.json`);
let failure = '';

async function read(): Promise<ThreadAnswer<OcrText>> {
  const engine = await createWorker(language, OEM.LSTM_ONLY, {
    // The language lies in a package: nothing is fetched while it runs, and nothing kept.
    langPath: join(dirname(installed), '4.0.0_best_int'),
    cacheMethod: 'none',
    errorHandler: (error: unknown) => (failure = String(error)),
  });
  try {
    const { data } = await engine.recognize(Buffer.from(picture));
    const text = data.text.trim();
    return { value: { text, words: (text.match(/\S*[\p{L}\p{N}]\S*/gu) ?? []).length, confidence: data.confidence } };
  } catch (error) {
    const why = `${failure} ${String(error)}`;
    if (!/image|pix|attempting to read/i.test(why)) throw error;
    return {
      fault: { message: 'La imagen no se puede leer', hint: 'Tiene que ser un PNG o JPEG entero, y no un PDF.' },
    };
  } finally {
    await engine.terminate();
  }
}

tellParent(await read());
