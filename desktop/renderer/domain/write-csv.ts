import { guardFormula } from '@sri/shared/lang/guard-formula.ts';

export type CsvValue = string | number | null;

export interface CsvStyle {
  /** BCP 47 tag whose decimal sign numbers have. */
  locale: string;
}

/** The decimal sign of a region: with a comma, columns are kept apart by semicolons, as its spreadsheets expect. */
export function csvSigns(locale: string): { decimal: string; separator: ';' | ',' } {
  const decimal = new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  return { decimal, separator: decimal === ',' ? ';' : ',' };
}

function cell(value: CsvValue, decimal: string, separator: string): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value).replace('.', decimal) : '';
  const safe = guardFormula(value);
  return /["\r\n;,\t]/.test(safe) || safe.includes(separator) || safe !== safe.trim()
    ? `"${safe.replaceAll('"', '""')}"`
    : safe;
}

/**
 * A table as CSV (RFC 4180) with a byte order mark, as spreadsheets of the region read it. Text that could be taken for
 * a formula gets an apostrophe; numbers are written as numbers.
 */
export function writeCsv(rows: readonly (readonly CsvValue[])[], { locale }: CsvStyle): string {
  const { decimal, separator } = csvSigns(locale);
  const lines = rows.map((row) => row.map((value) => cell(value, decimal, separator)).join(separator));
  return `\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`;
}

/** A text as an address from which it can be saved. */
export function textUrl(text: string, type: string): string {
  return `data:${type};charset=utf-8,${encodeURIComponent(text)}`;
}
