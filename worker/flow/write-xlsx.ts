import { readFile, writeFile } from 'node:fs/promises';
import writeXlsxFile, { type Cell } from 'write-excel-file/node';
import { sheetColumns, type SheetCell, type SheetColumn } from '@sri/shared/exports/sheet-columns.ts';
import type { ColumnType } from '@sri/shared/model/data-contract.ts';

/** A workbook to be made of rows in a JSON file. */
export interface XlsxTask {
  /** The file with the rows, or one object. */
  json: string;
  /** Where the workbook goes. */
  xlsx: string;
  /** What the data is saved as: the sheet's name. */
  name: string;
  /** What columns hold by their data contract. */
  types: Record<string, ColumnType>;
}

/** What a sheet cannot hold (ISO 29500 and its programs). */
const MOST_ROWS = 1_048_575;
const MOST_COLUMNS = 16_384;
const MOST_CHARACTERS = 32_767;
/** The whole workbook is made in memory: 4.4 kB for ten cells. */
export const MOST_CELLS = 1_000_000;

// Signs that XML cannot hold or nobody sees, and what a spreadsheet would read as one, as in `_x000D_`.
const NOT_XML = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;
const ESCAPE = /_(?=x[\da-f]{4}_)/gi;

function textFor(text: string): string {
  return text.slice(0, MOST_CHARACTERS).replaceAll(NOT_XML, '').replaceAll(ESCAPE, '_x005F_');
}

/** A name that a sheet may have: 31 characters at most, none of `[]:*?/\`, no apostrophe at its ends. */
export function sheetName(name: string): string {
  const plain = name.replaceAll(NOT_XML, '').replaceAll(/[[\]:*?/\\]/g, ' ');
  const trimmed = Array.from(plain)
    .slice(0, 31)
    .join('')
    .slice(0, 31)
    .replaceAll(/^[\s']+|[\s']+$/g, '');
  return trimmed === '' || /^history$/i.test(trimmed) ? 'Datos' : trimmed;
}

/** A text is written as one of the workbook's strings: what looks like a formula is none there, and is never run (R56). */
function cellFor(value: SheetCell): Cell {
  return typeof value === 'string' ? textFor(value) : value;
}

const WIDEST = 60;
const SAMPLE = 200;

/** In characters: as wide as the header and the first cells need. */
function widthOf({ name, cells }: SheetColumn): number {
  const widths = cells
    .slice(0, SAMPLE)
    .map((cell) => (cell instanceof Date ? 10 : cell === null ? 0 : String(cell).length));
  return Math.min(WIDEST, Math.max(8, name.length, ...widths) + 2);
}

/** Writes rows as a workbook of one sheet: header frozen, real numbers and dates. Returns false for more than a sheet, or the memory, holds. */
export async function writeXlsx({ json, xlsx, name, types }: XlsxTask): Promise<boolean> {
  const value = JSON.parse(await readFile(json, 'utf8')) as Record<string, unknown> | Record<string, unknown>[];
  const rows = Array.isArray(value) ? value : [value];
  const width = new Set(rows.flatMap(Object.keys)).size;
  if (rows.length > MOST_ROWS || width > MOST_COLUMNS || rows.length * width > MOST_CELLS) return false;
  const columns = sheetColumns(rows, types);
  const head: Cell[] = columns.map((column) => ({ value: textFor(column.name), type: String, fontWeight: 'bold' }));
  const body = rows.map((_, row) => columns.map(({ cells }): Cell => cellFor(cells[row] ?? null)));
  const options = {
    sheet: sheetName(name),
    stickyRowsCount: 1,
    dateFormat: 'dd/mm/yyyy',
    columns: columns.map((column) => ({ width: widthOf(column) })),
  };
  await writeFile(xlsx, await writeXlsxFile([head, ...body], options).toBuffer());
  return true;
}
