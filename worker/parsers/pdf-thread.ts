// Reads the text of a PDF: foreign bytes, with a parser of many thousand lines.
import { readFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { getDocumentProxy } from 'unpdf';
import type { ThreadAnswer } from './in-thread.ts';
import { tellParent } from './tell-parent.ts';
import { pickPages } from './page-ranges.ts';
import { pdfLines } from './pdf-lines.ts';

export interface PdfTask {
  path: string;
  name: string;
  pages: string | undefined;
}

export interface PdfText {
  /** Lines of each page that was asked for. */
  pages: string[];
  pageCount: number;
}

const { path, name, pages: wanted } = workerData as PdfTask;
const fault = (message: string, hint: string): ThreadAnswer<PdfText> => ({ fault: { message, hint } });

async function read(): Promise<ThreadAnswer<PdfText>> {
  const bytes = readFileSync(path);
  // The mark may stand anywhere in the first kilobyte (ISO 32000-1, annex H, note 13).
  if (!bytes.subarray(0, 1024).includes('%PDF-'))
    return fault(`${name} no es un PDF`, 'Comprueba en los archivos de la ejecución qué entregó el portal.');
  let document: Awaited<ReturnType<typeof getDocumentProxy>>;
  try {
    document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException')
      return fault(`${name} está protegido con contraseña`, 'Pide al portal una copia sin contraseña.');
    return fault(`${name} está dañado o incompleto`, 'Descárgalo otra vez, y ábrelo a mano para ver si está entero.');
  }
  const { numPages: pageCount } = document;
  const picked = pickPages(wanted, pageCount);
  if (picked.length === 0)
    return fault(
      `${name} tiene ${pageCount} páginas y ninguna es de las pedidas (${wanted})`,
      'Corrige las páginas del paso.',
    );
  const pages: string[] = [];
  for (const number of picked) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(pdfLines(items.flatMap((item) => ('str' in item ? [item] : []))).join('\n'));
    page.cleanup();
  }
  return { value: { pages, pageCount } };
}

tellParent(await read());
