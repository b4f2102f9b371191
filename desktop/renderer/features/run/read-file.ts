import { MAX_CHARACTERS } from './read-rows.ts';

/** Text of a file; `excel`: it is a workbook, no text; `large`: more than is taken. */
export type ReadFile = { text: string } | { refused: 'excel' | 'large' };

/** As spreadsheets write text: UTF-8 where it is, else the code page that Excel saves with on a machine in Spanish. */
export function decodeText(bytes: Uint8Array<ArrayBuffer>): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Reads a file that somebody chose or dropped. */
export async function readFile(file: File): Promise<ReadFile> {
  if (file.size > MAX_CHARACTERS) return { refused: 'large' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  // Every workbook is a zip, or in the old format an OLE file.
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03;
  const isOle = bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11;
  return isZip || isOle ? { refused: 'excel' } : { text: decodeText(bytes) };
}
