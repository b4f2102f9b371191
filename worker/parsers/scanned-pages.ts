import { extractImages, getDocumentProxy } from 'unpdf';
import { asPng } from './png-bytes.ts';

/** Smaller ones are logos and rules, and no scans. */
const LEAST_SIDE = 200;

/** The pictures that a scanned PDF is made of, the largest of each page; null for a page without one. Rejects for what is no whole PDF. */
export async function* scannedPages(bytes: Uint8Array): AsyncGenerator<Buffer | null> {
  const document = await getDocumentProxy(bytes, { verbosity: 0 });
  for (let number = 1; number <= document.numPages; number += 1) {
    const pictures = await extractImages(document, number);
    const scans = pictures.filter(({ width, height }) => Math.min(width, height) >= LEAST_SIDE);
    const [largest] = scans.toSorted((a, b) => b.width * b.height - a.width * a.height);
    yield largest === undefined ? null : asPng(largest);
  }
}
