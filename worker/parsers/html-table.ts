import { AppError } from '@sri/shared/errors.ts';
import { cleanText, foldText } from '@sri/shared/lang/clean-text.ts';

/** A table as the page holds it; spans not yet merged. `rowspan` 0 reaches to the end of the section. */
export interface RawTable {
  rows: RawRow[];
}
export interface RawRow {
  section: 'head' | 'body' | 'foot';
  cells: RawCell[];
}
export interface RawCell {
  text: string;
  header: boolean;
  colspan: number;
  rowspan: number;
  /** Of the cell, or of the first element in it that has it: name -> value. */
  attributes?: Record<string, string>;
}

/** A table with one cell per row and column. */
export interface Table {
  /** One name per column, each once; null where nothing in the table says what is a header. */
  headers: string[] | null;
  rows: RawCell[][];
  /** Texts of rows that are one cell over the whole width, as in "No se encontraron registros". */
  notes: string[];
}

export const MAX_COLUMNS = 500;
const MAX_CELLS = 2_000_000;
const EMPTY: RawCell = { text: '', header: false, colspan: 1, rowspan: 1 };

interface GridRow {
  source: RawRow;
  cells: RawCell[];
}

/** Spreads spans: a cell over several rows or columns stands in each of them. Row spans end with their section. */
function spread(rows: readonly RawRow[]): GridRow[] {
  const grid: GridRow[] = rows.map((source) => ({ source, cells: [] }));
  const sectionEnd = (from: number): number => {
    const end = rows.findIndex((row, at) => at > from && row.section !== rows[from]?.section);
    return end === -1 ? rows.length : end;
  };
  let count = 0;
  rows.forEach((row, rowAt) => {
    let column = 0;
    for (const cell of row.cells) {
      while (grid[rowAt]?.cells[column] !== undefined) column += 1;
      const right = Math.min(column + Math.max(1, cell.colspan), MAX_COLUMNS);
      const bottom =
        cell.rowspan === 1
          ? rowAt + 1
          : Math.min(sectionEnd(rowAt), cell.rowspan === 0 ? Infinity : rowAt + cell.rowspan);
      for (let y = rowAt; y < bottom; y += 1) {
        for (let x = column; x < right; x += 1) {
          const target = grid[y]?.cells;
          if (target !== undefined) target[x] ??= cell;
          count += 1;
        }
      }
      if (count > MAX_CELLS) {
        throw new AppError('step_failed', `La tabla tiene más de ${MAX_CELLS} celdas`, {
          hint: 'Filtra la consulta en el portal para que la tabla sea más corta.',
        });
      }
      column = right;
    }
  });
  return grid;
}

const isHeaderRow = ({ source }: GridRow): boolean =>
  source.cells.length > 0 && source.cells.every((cell) => cell.header);
const textsOf = (row: GridRow): string[] => Array.from(row.cells, (cell) => cleanText(cell?.text ?? ''));

/** One cell over the whole width (of a table that has more than one column). */
function isNote({ source }: GridRow, width: number): boolean {
  const [only] = source.cells;
  return source.cells.length === 1 && only !== undefined && width > 1 && only.colspan >= width;
}

/** Names that are there once each: empty ones by number, repeated ones with " (2)". */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((written, index) => {
    const name = written === '' ? `Columna ${index + 1}` : written;
    let unique = name;
    for (let number = 2; taken.has(unique); number += 1) unique = `${name} (${number})`;
    taken.add(unique);
    return unique;
  });
}

/** Header rows above each other as one name per column: "Importe" over "ARS" is "Importe ARS". */
function joinHeaders(rows: readonly GridRow[], width: number): string[] {
  const titled = rows.filter((row) => !isNote(row, width));
  const used = titled.length > 0 ? titled : rows;
  return Array.from({ length: width }, (_, column) => {
    const cells = [...new Set(used.map((row) => row.cells[column]).filter((cell) => cell !== undefined))];
    return [...new Set(cells.map((cell) => cleanText(cell.text).replaceAll('\n', ' ')))]
      .filter((text) => text !== '')
      .join(' ');
  });
}

/**
 * Merges header and rows. Headers are the rows of `thead`, else the first rows that are all `th`; `firstRowNames` takes the
 * first row where there are neither. Footers, empty rows and repeated headers are no rows. Throws `step_failed` for a table beyond
 * all measure.
 */
export function mergeTable(raw: RawTable, options: { firstRowNames: boolean }): Table {
  const grid = spread(raw.rows.filter((row) => row.section !== 'foot'));
  const width = Math.max(0, ...grid.map((row) => row.cells.length));
  let body = grid.filter((row) => row.source.section === 'body' && row.source.cells.length > 0);
  let heads = grid.filter((row) => row.source.section === 'head' && row.source.cells.length > 0);
  if (heads.length === 0) {
    const firstData = body.findIndex((row) => !isHeaderRow(row));
    const count = firstData === -1 ? body.length : firstData;
    const byFirstRow = count === 0 && options.firstRowNames ? 1 : count;
    heads = body.slice(0, byFirstRow);
    body = body.slice(byFirstRow);
  }
  const headers = heads.length === 0 ? null : uniqueNames(joinHeaders(heads, width));
  const headTexts = new Set(heads.map((row) => JSON.stringify(textsOf(row))));

  const rows: RawCell[][] = [];
  const notes: string[] = [];
  for (const row of body) {
    const texts = textsOf(row);
    if (isNote(row, width)) {
      if (texts[0]) notes.push(texts[0]);
    } else if (!(isHeaderRow(row) && headTexts.has(JSON.stringify(texts)))) {
      rows.push(Array.from({ length: width }, (_, column) => row.cells[column] ?? EMPTY));
    }
  }
  return { headers, rows, notes };
}

export interface ColumnChoice {
  name: string;
  header?: string | undefined;
  index?: number | undefined;
  attribute?: string | undefined;
}

function columnIndex(choice: ColumnChoice, table: Table): number {
  const width = table.headers?.length ?? table.rows[0]?.length ?? 0;
  if (choice.index !== undefined) {
    if (choice.index < width || width === 0) return choice.index;
    throw new AppError(
      'element_not_found',
      `La tabla no tiene columna ${choice.index}: tiene ${width}, contadas desde 0`,
      {
        hint: 'Corrige el número de la columna en el paso.',
      },
    );
  }
  const wanted = choice.header ?? choice.name;
  const headers = table.headers ?? [];
  const exact = headers.indexOf(wanted);
  const index = exact === -1 ? headers.findIndex((name) => foldText(name) === foldText(wanted)) : exact;
  if (index !== -1) return index;
  throw new AppError('element_not_found', `La tabla no tiene una columna «${wanted}»`, {
    hint:
      headers.length === 0
        ? 'La tabla no tiene encabezados: indica las columnas por su número (index, desde 0).'
        : `Sus columnas son: ${headers.map((name) => `«${name}»`).join(', ')}.`,
  });
}

/** The rows under the wanted names; without a choice every column under its header. Throws `element_not_found` for a column that is not there. */
export function tableRecords(table: Table, choices: readonly ColumnChoice[] | undefined): Record<string, string>[] {
  const columns: { name: string; index: number; attribute?: string | undefined }[] =
    choices?.map((choice) => ({ name: choice.name, attribute: choice.attribute, index: columnIndex(choice, table) })) ??
    (table.headers ?? uniqueNames((table.rows[0] ?? []).map(() => ''))).map((name, index) => ({ name, index }));
  return table.rows.map((row) =>
    Object.fromEntries(
      columns.map(({ name, index, attribute }) => {
        const cell = row[index] ?? EMPTY;
        return [name, attribute === undefined ? cleanText(cell.text) : (cell.attributes?.[attribute] ?? '')];
      }),
    ),
  );
}
