import type { Breach, CellValue, DataRow } from '../model/contract-result.ts';
import type { ColumnContract } from '../model/data-contract.ts';
import type { Currency, ValueFormat } from '../model/value-format.ts';
import type { BreachList } from './breach-list.ts';
import { cellText, isBlankCell } from './cell-text.ts';
import { readColumnCell, type ReadCell } from './read-column-cell.ts';
import { refusalWords } from './refusal-words.ts';

/** Column's name -> cell's text. */
export type TableRow = Readonly<Record<string, string>>;

/** A contract's column, its name in the table, and how it writes values. */
export interface FoundColumn {
  column: ColumnContract;
  header: string;
  format: ValueFormat;
}

export interface ReadRows {
  rows: DataRow[];
  /** For each row the columns whose value is refused or missing. */
  refused: ReadonlySet<string>[];
}

type CellOutcome = { ok: true; value: ReadCell } | { ok: false; breach: Breach };

const NOTHING: ReadCell = { value: null };

/** A row's text under a name; nothing where it has none of its own, whatever objects have by nature. */
export function textIn(row: TableRow, name: string): string {
  return Object.hasOwn(row, name) ? (row[name] ?? '') : '';
}

function readCell(text: string, found: FoundColumn, row: number, currency: Currency | undefined): CellOutcome {
  const { column, header, format } = found;
  const place = { row, column: column.name, text };
  if (isBlankCell(text) || column.blanks.includes(cellText(text))) {
    if (!column.required) return { ok: true, value: NOTHING };
    const words = `Falta el valor de «${header}» en la fila ${row}. Revisa la fila en el portal.`;
    return { ok: false, breach: { ...place, code: 'value_missing', words } };
  }
  const read = readColumnCell(text, column, format, currency);
  if (read.ok) return read;
  const readings = read.readings.length === 0 ? {} : { readings: read.readings };
  const words = refusalWords(text, read, column.type);
  return { ok: false, breach: { ...place, code: 'value_refused', refusal: read.code, ...readings, words } };
}

/** The currency that another cell of the row names; undefined where it names none that is sure, which is that cell's breach. */
function currencyIn(row: TableRow, name: string | undefined, columns: readonly FoundColumn[]): Currency | undefined {
  const found = columns.find(({ column }) => column.type === 'currency' && column.name === name);
  if (found === undefined) return undefined;
  const read = readColumnCell(textIn(row, found.header), found.column, found.format);
  return read.ok ? (read.value.value as Currency) : undefined;
}

/** Where an amount's own sign is kept: in a column of its own, or in the one that should have said it and that the table does not have. */
function signColumn({ column }: FoundColumn, columns: readonly FoundColumn[]): string | undefined {
  if (column.type !== 'money') return undefined;
  const isThere = columns.some((other) => other.column.name === column.from);
  return column.into ?? (isThere ? undefined : column.from);
}

/** Reads every cell of every row, `others` as texts. What is refused is null in its row, and a breach. */
export function readRows(
  rows: readonly TableRow[],
  columns: readonly FoundColumn[],
  others: readonly string[],
  breaches: BreachList,
): ReadRows {
  const refused: Set<string>[] = [];
  const signs = columns.map((found) => signColumn(found, columns));
  const read = rows.map((row, at): DataRow => {
    const made = new Map<string, CellValue>();
    const bad = new Set<string>();
    for (const [index, found] of columns.entries()) {
      const { column } = found;
      const sign = signs[index];
      const said = sign === undefined ? undefined : (made.get(sign) ?? undefined);
      const currency = column.type === 'money' ? currencyIn(row, column.from, columns) : undefined;
      const cell = readCell(textIn(row, found.header), found, at + 1, currency ?? (said as Currency | undefined));
      const { value, currency: named = null } = cell.ok ? cell.value : NOTHING;
      made.set(column.name, value);
      // Several amounts of a row may fill one column: what one of them has said stays.
      if (sign !== undefined) made.set(sign, said ?? named);
      if (cell.ok) continue;
      bad.add(column.name);
      if (sign !== undefined) bad.add(sign);
      breaches.add(cell.breach);
    }
    for (const name of others) if (!made.has(name)) made.set(name, cellText(textIn(row, name)));
    refused.push(bad);
    return Object.fromEntries(made);
  });
  return { rows: read, refused };
}
