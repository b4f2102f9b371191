import { guardFormula } from '../lang/guard-formula.ts';
import { decimalOf, decimalText } from '../values/decimal.ts';

const BOM = '\ufeff';

function numberText(value: number): string {
  const exact = decimalOf(String(value));
  return exact === undefined ? String(value) : decimalText(exact).replace('.', ',');
}

function csvText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return numberText(value);
  return guardFormula(typeof value === 'string' ? value : JSON.stringify(value));
}

/** Every name that occurs in a row, in the order of its first appearance. */
function columnNames(rows: readonly Record<string, unknown>[]): string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return [...names];
}

/** A line after RFC 4180 with `;`. One empty cell alone is quoted: an empty line is no row to most readers. */
function lineOf(cells: readonly string[]): string {
  const isLone = cells.length === 1 && cells[0] === '';
  const quoted = cells.map((cell) => (isLone || /[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${quoted.join(';')}\r\n`;
}

/**
 * Rows as CSV for Spanish spreadsheets: byte order mark, `;`, comma decimals, CRLF, a header line. Numbers are written as `1234,5`, dates as they
 * are; texts that a spreadsheet would run are made harmless (R56).
 */
export function toCsv(rows: readonly Record<string, unknown>[]): string {
  const names = columnNames(rows);
  if (names.length === 0) return BOM;
  const lines = rows.map((row) => lineOf(names.map((name) => csvText(Object.hasOwn(row, name) ? row[name] : ''))));
  return BOM + lineOf(names.map(guardFormula)) + lines.join('');
}
