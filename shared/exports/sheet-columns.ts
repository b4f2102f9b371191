import type { ColumnType } from '../model/data-contract.ts';
import { cellText, isBlankCell } from '../values/cell-text.ts';
import { decimalText } from '../values/decimal.ts';
import { readDateCell } from '../values/read-date-cell.ts';
import { readNumberCell } from '../values/read-number-cell.ts';
import { settleColumn } from '../values/settle-column.ts';

/** A cell of a spreadsheet: a day is a Date at midnight UTC, no value is null. */
export type SheetCell = string | number | boolean | Date | null;

type Reader = (text: string) => SheetCell | undefined;

// Codes, CUIT and CBU numbers: what begins with zero, or is longer than any quantity, is no number to calculate with.
const CODE = /^[^\d]*0\d|\d{10}/;
const CLOCK = /\d:\d\d/;
/** The first day that every spreadsheet counts alike: they take 1900 for a leap year. */
const FIRST_DAY = '1900-03-01';

function asDay(text: string): Date | undefined {
  return text < FIRST_DAY ? undefined : new Date(`${text}T00:00:00Z`);
}

function readAll(texts: readonly string[], read: Reader): boolean {
  return texts.every((text) => read(text) !== undefined);
}

function numberReader(texts: readonly string[]): Reader {
  const found = settleColumn(texts, 'number');
  const decimal = found.state === 'settled' ? found.format.decimal : undefined;
  return (text) => {
    if (CODE.test(cellText(text))) return undefined;
    const read = readNumberCell(text, decimal);
    return read.ok ? Number(decimalText(read.value)) : undefined;
  };
}

function dateReader(texts: readonly string[]): Reader {
  const found = settleColumn(texts, 'date');
  const order = found.state === 'settled' ? found.format.dateOrder : undefined;
  return (text) => {
    // A cell cannot hold the clock as it was written: the column stays text.
    const read = CLOCK.test(text) ? undefined : readDateCell(text, order);
    return read?.ok === true ? asDay(read.value) : undefined;
  };
}

/** How the texts of a column become cells; null: as they are. All of them are read, or none: half a column of numbers would be worse. */
function readerOf(texts: readonly string[], type: ColumnType | undefined): Reader | null {
  if (type === 'date') return (text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? asDay(text) : undefined);
  if (type !== undefined || texts.length === 0) return null;
  return [numberReader(texts), dateReader(texts)].find((read) => readAll(texts, read)) ?? null;
}

/** A column of rows as cells: values that have a type keep it, texts get the column's. */
function cellsOf(values: readonly unknown[], type: ColumnType | undefined): SheetCell[] {
  const texts = values.filter((value) => typeof value === 'string' && !isBlankCell(value)) as string[];
  const read = readerOf(texts, type);
  return values.map((value) => {
    if (value === null || value === undefined) return null;
    if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
    if (typeof value === 'boolean') return value;
    if (typeof value !== 'string') return JSON.stringify(value);
    if (isBlankCell(value)) return null;
    return read?.(value) ?? value;
  });
}

export interface SheetColumn {
  name: string;
  cells: SheetCell[];
}

/**
 * Rows as the columns of a spreadsheet. A column that `types` names is what its data contract says; the texts of any other become numbers or
 * dates where each of them can be read in one way only, and stay texts otherwise: codes that begin with zero, tax numbers, `1.234` alone.
 */
export function sheetColumns(
  rows: readonly Record<string, unknown>[],
  types: Readonly<Record<string, ColumnType>> = {},
): SheetColumn[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return [...names].map((name) => ({
    name,
    cells: cellsOf(
      rows.map((row) => (Object.hasOwn(row, name) ? row[name] : null)),
      Object.hasOwn(types, name) ? types[name] : undefined,
    ),
  }));
}
