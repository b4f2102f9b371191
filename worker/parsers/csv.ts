import { stringify } from 'csv-stringify/sync';
import { guardFormula } from '@sri/shared/lang/guard-formula.ts';

const BOM = '\ufeff';

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value).replace('.', ',');
  return guardFormula(typeof value === 'string' ? value : JSON.stringify(value));
}

/** Every name that occurs in a row, in the order of its first appearance. */
export function columnNames(rows: readonly Record<string, unknown>[]): string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return [...names];
}

/** Rows as CSV for Spanish spreadsheets: byte order mark, `;`, comma decimals, CRLF, a header line; formulas made harmless. */
export function toCsv(rows: readonly Record<string, unknown>[]): string {
  const names = columnNames(rows);
  if (names.length === 0) return BOM;
  const lines = rows.map((row) => names.map((name) => cellText(Object.hasOwn(row, name) ? row[name] : '')));
  const text = stringify([names.map(guardFormula), ...lines], {
    delimiter: ';',
    record_delimiter: '\r\n',
    quoted_match: /[\r\n]/,
  });
  return BOM + text;
}
