import type { DataRow } from '../model/contract-result.ts';

/** Texts that begin like this name a column that tells rows apart. */
const NAMES = /n[uú]mero|^n[º°ro]|c[oó]digo|comprobante|contrato|^id$|_id$|ticket|carta|referencia/i;

function isUnique(rows: readonly DataRow[], name: string): boolean {
  const seen = new Set<unknown>();
  for (const row of rows) {
    const value = Object.hasOwn(row, name) ? row[name] : null;
    if (value === null || value === undefined || value === '' || seen.has(value)) return false;
    seen.add(value);
  }
  return true;
}

/**
 * Columns that tell the rows of both tables apart by themselves: each value there once, and none missing. Those first whose name says so, then
 * as they stand.
 */
export function keyColumns(before: readonly DataRow[], after: readonly DataRow[]): string[] {
  const [first] = after.length > 0 ? after : before;
  const unique = Object.keys(first ?? {}).filter((name) => isUnique(before, name) && isUnique(after, name));
  return unique.toSorted((a, b) => Number(NAMES.test(b)) - Number(NAMES.test(a)));
}
