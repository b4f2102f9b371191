import { inflateSync } from 'node:zlib';

/** The text of a PDF that pdfkit made with its standard fonts: one line for every drawn string, in drawing order. */
export function pdfText(bytes: Buffer): string {
  const lines: string[] = [];
  const file = bytes.toString('latin1');
  for (const [, stream = ''] of file.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)) {
    const content = inflateSync(Buffer.from(stream, 'latin1')).toString('latin1');
    for (const [, shown = ''] of content.matchAll(/\[([^\]]*)\] TJ/g)) {
      const hex = [...shown.matchAll(/<([0-9a-f]*)>/g)].map(([, part = '']) => part).join('');
      lines.push(Buffer.from(hex, 'hex').toString('latin1'));
    }
  }
  return lines.join('\n');
}
