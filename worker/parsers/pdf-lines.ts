/** A piece of text as a PDF draws it. `transform` ends with where it stands, from the lower left corner of the page. */
export interface PdfItem {
  str: string;
  transform: number[];
  width: number;
  height: number;
}

interface Piece {
  text: string;
  x: number;
  end: number;
  y: number;
  size: number;
}

/** Pieces whose baselines differ by less than this part of their height stand on one line. */
const SAME_LINE = 0.5;
/** A gap of so many heights is a column's, and not a space's. */
const COLUMN_GAP = 1;
const SPACE_GAP = 0.15;

function joined(pieces: Piece[]): string {
  let text = '';
  let end: number | undefined;
  for (const piece of pieces.toSorted((a, b) => a.x - b.x)) {
    const gap = end === undefined ? 0 : (piece.x - end) / piece.size;
    const apart = /\s$/.test(text) || /^\s/.test(piece.text);
    if (gap > COLUMN_GAP) text = `${text.trimEnd()}  `;
    else if (gap > SPACE_GAP && !apart) text += ' ';
    text += piece.text;
    end = Math.max(end ?? piece.end, piece.end);
  }
  return text.trimEnd();
}

/** The lines of a page as a person reads them, from above; two spaces stand between columns. */
export function pdfLines(items: readonly PdfItem[]): string[] {
  const pieces = items
    .filter(({ str }) => str.trim() !== '')
    .map(({ str, transform, width, height }): Piece => {
      const [, , , scale = 0, x = 0, y = 0] = transform;
      return { text: str, x, end: x + width, y, size: height || Math.abs(scale) || 10 };
    })
    .toSorted((a, b) => b.y - a.y);
  const lines: Piece[][] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    const reference = last?.[0];
    const together =
      reference !== undefined && reference.y - piece.y < SAME_LINE * Math.max(reference.size, piece.size);
    if (together) last?.push(piece);
    else lines.push([piece]);
  }
  return lines.map(joined);
}
