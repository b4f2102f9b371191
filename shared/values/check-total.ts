import type { Breach, DataRow } from '../model/contract-result.ts';
import type { TotalContract } from '../model/data-contract.ts';
import { currencySchema, type Currency, type DecimalSign } from '../model/value-format.ts';
import { foldText } from '../lang/clean-text.ts';
import { add, decimalOf, decimalText, ZERO } from './decimal.ts';
import { readColumnCell } from './read-column-cell.ts';
import { readDigits, readNumberCell } from './read-number-cell.ts';
import { refuse, type Read } from './read-result.ts';
import type { FoundColumn, ReadRows } from './read-rows.ts';
import { refusalWords } from './refusal-words.ts';
import { groupedNumber } from './spanish-words.ts';
import { takeApart } from './take-apart.ts';

/** Where a total stands in a table that was read. */
export interface TotalPlace extends ReadRows {
  columns: readonly FoundColumn[];
  /** The sign before the decimals of a count, where the portal's format says it. */
  decimal: DecimalSign | undefined;
}

type Where = TotalContract['where'];

function isMeant(row: DataRow | undefined, where: Where): boolean {
  return where === undefined || foldText(String(row?.[where.column] ?? '')) === foldText(where.is);
}

/** Whether a row's part in the total is not known: what is summed was refused, or what says whether it is summed. */
function isUnknown(row: DataRow | undefined, refused: ReadonlySet<string>, { column, where }: TotalContract): boolean {
  if (where !== undefined && refused.has(where.column)) return true;
  return column !== undefined && refused.has(column) && isMeant(row, where);
}

function sumOf(rows: readonly DataRow[], column: string): string {
  const values = rows.flatMap((row) => (typeof row[column] === 'number' ? [row[column]] : []));
  return decimalText(values.reduce((sum, value) => add(sum, decimalOf(String(value)) ?? ZERO), ZERO));
}

/** The currencies of an amount's rows; of none, the one by which they are chosen. */
function currenciesOf(rows: readonly DataRow[], { column }: FoundColumn, where: Where): Currency[] {
  if (column.type !== 'money') return [];
  if (column.currency !== undefined) return [column.currency];
  const name = column.from ?? column.into ?? '';
  const named = rows.length === 0 && where?.column === name ? [where.is] : rows.map((row) => row[name]);
  return [...new Set(named)].flatMap((value) => currencySchema.safeParse(value).data ?? []);
}

function readPrinted(text: string, found: FoundColumn, currency: Currency | undefined): Read<string> {
  const { column, format } = found;
  if (column.type === 'money' && currency === undefined) {
    const parts = takeApart(text);
    const read = parts === undefined ? refuse('unreadable') : readDigits(parts, format.decimal);
    return read.ok ? { ok: true, value: decimalText(read.value) } : read;
  }
  const read = readColumnCell(text, column, format, currency);
  return read.ok ? { ok: true, value: decimalText(decimalOf(String(read.value.value)) ?? ZERO) } : read;
}

function readCount(text: string, decimal: DecimalSign | undefined): Read<string> {
  const read = readNumberCell(text, decimal);
  return read.ok ? { ok: true, value: decimalText(read.value) } : read;
}

/** Compares what the rows come to with the total that the portal prints (`text`), to the last digit; undefined where they agree. */
export function checkTotal(total: TotalContract, text: string, table: TotalPlace): Breach | undefined {
  const { printed: name, column: summed, where } = total;
  const place = { column: name };
  if (text.trim() === '') {
    if (total.optional) return undefined;
    return { ...place, code: 'total_missing', words: `El portal no muestra el total «${name}». Revisa la página.` };
  }
  const unchecked = (why: string): Breach => ({
    ...place,
    code: 'total_unchecked',
    text,
    words: `No se puede comparar el total «${name}» (${text.trim()}): ${why}.`,
  });
  const found = table.columns.find(({ column }) => column.name === summed);
  if (summed !== undefined && found === undefined) return unchecked('falta su columna');
  if (table.refused.some((refused, at) => isUnknown(table.rows[at], refused, total)))
    return unchecked('hay valores sin leer en sus filas');
  const meant = table.rows.filter((row) => isMeant(row, where));
  const currencies = found === undefined ? [] : currenciesOf(meant, found, where);
  if (currencies.length > 1) return unchecked(`sus filas tienen varias monedas (${currencies.join(', ')})`);
  const read = found === undefined ? readCount(text, table.decimal) : readPrinted(text, found, currencies[0]);
  if (!read.ok) {
    const words = `Total «${name}»: ${refusalWords(text, read, found?.column.type ?? 'number')}`;
    const readings = read.readings.length === 0 ? {} : { readings: read.readings };
    return { ...place, code: 'total_refused', text, refusal: read.code, ...readings, words };
  }
  const sum = summed === undefined ? String(meant.length) : sumOf(meant, summed);
  if (sum === read.value) return undefined;
  const what = summed === undefined ? 'La cantidad de filas' : 'La suma de las filas';
  const words = `${what} (${groupedNumber(sum)}) no coincide con el total del portal (${text.trim()}). Compara la tabla con el portal.`;
  return { ...place, code: 'total_differs', text, readings: [{ value: sum }], words };
}
