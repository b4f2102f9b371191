import { timeLeft } from '../browser/scope.ts';
import { inThread } from '../parsers/in-thread.ts';
import type { PdfTask, PdfText } from '../parsers/pdf-thread.ts';
import { resultFile } from './result-file.ts';
import { defineStep } from './step.ts';

const PDF_TIMEOUT_MS = 60_000;
const THREAD = new URL('../parsers/pdf-thread.ts', import.meta.url);

export const pdf = defineStep({
  type: 'pdf',
  defaultTimeoutMs: PDF_TIMEOUT_MS,
  describe: ({ from, pages }) => `leer el PDF ${from.slice(0, 200)}${pages === undefined ? '' : `, páginas ${pages}`}`,
  run: async ({ from, pages: wanted }, context) => {
    const { name, path } = resultFile(from, context);
    const task: PdfTask = { path, name, pages: wanted };
    const { pages } = await inThread<PdfText>(THREAD, task, {
      signal: context.scope.signal,
      timeoutMs: timeLeft(context.scope),
      words: `leer el PDF ${name}`,
    });
    const text = pages.join('\n\n');
    const count = pages.length === 1 ? '1 página' : `${pages.length} páginas`;
    const message = `${name}: ${count}, ${text.length} caracteres`;
    if (text.trim() !== '') return { status: 'passed', message, value: text };
    const warning = `${name} no tiene texto: puede ser una imagen escaneada, que se lee con un paso de OCR`;
    return { status: 'passed', message, warning, value: text };
  },
});
