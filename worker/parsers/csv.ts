import { stringify } from 'csv-stringify/sync';

const BOM = '\ufeff';
// Also after leading spaces, and in the full-width forms that spreadsheets read alike (R56).
const FORMULA = /^[\s\u00a0]*[=+\-@\t\r＝＋－＠]|^[\t\r]/;
const PLAIN_NUMBER = /^[+-]?\d[\d.,]*\s?%?$/;

/** A text that no spreadsheet takes for a formula: those get a `'` in front, except plain numbers such as `-1.234,56`. */
export function guardFormula(text: string): string {
  return FORMULA.test(text) && !PLAIN_NUMBER.test(text.trim()) && text.trim() !== '-' ? `'${text}` : text;
}

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
