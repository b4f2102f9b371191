import type { DataRow } from '../model/contract-result.ts';

/** Rows (from 0) whose key an earlier row has, with that row. A row without a value in its key has none. */
export function findRepeatedRows(rows: readonly DataRow[], key: readonly string[]): { row: number; first: number }[] {
  const seen = new Map<string, number>();
  const repeated: { row: number; first: number }[] = [];
  rows.forEach((row, at) => {
    const values = key.map((name) => row[name] ?? null);
    if (values.includes(null)) return;
    const text = JSON.stringify(values);
    const first = seen.get(text);
    if (first === undefined) seen.set(text, at);
    else repeated.push({ row: at, first });
  });
  return repeated;
}
