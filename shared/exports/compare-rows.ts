import type { CellValue, DataRow } from '../model/contract-result.ts';

/** A row of the same key with other values: `columns` names those that differ. */
export interface ChangedRow {
  key: DataRow;
  before: DataRow;
  after: DataRow;
  columns: string[];
}

/** What became of a table between two executions. */
export interface RowChanges {
  added: DataRow[];
  removed: DataRow[];
  changed: ChangedRow[];
  /** How many rows are as they were. */
  unchanged: number;
}

const valueOf = (row: DataRow, name: string): CellValue => (Object.hasOwn(row, name) ? (row[name] ?? null) : null);

function byKey(rows: readonly DataRow[], key: readonly string[]): Map<string, DataRow[]> {
  const groups = new Map<string, DataRow[]>();
  for (const row of rows) {
    const text = JSON.stringify(key.map((name) => valueOf(row, name)));
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [row]);
    else group.push(row);
  }
  return groups;
}

/** The names under which two rows hold different values; a name that one of them lacks is null there. */
function differingColumns(before: DataRow, after: DataRow): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => valueOf(before, name) !== valueOf(after, name));
}

/** One text for one row: the order of its names and the values that are none make no difference. */
function printOf(row: DataRow): string {
  const entries = Object.entries(row).filter(([, value]) => value !== null);
  return JSON.stringify(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Takes the rows that are alike out of two lists of one key. */
function withoutSame(before: readonly DataRow[], after: readonly DataRow[]): { before: DataRow[]; after: DataRow[] } {
  const counts = new Map<string, number>();
  for (const row of after) counts.set(printOf(row), (counts.get(printOf(row)) ?? 0) + 1);
  const matched = new Map<string, number>();
  const left = before.filter((row) => {
    const print = printOf(row);
    const found = matched.get(print) ?? 0;
    if (found === (counts.get(print) ?? 0)) return true;
    matched.set(print, found + 1);
    return false;
  });
  const others = after.filter((row) => {
    const print = printOf(row);
    const found = matched.get(print) ?? 0;
    if (found === 0) return true;
    matched.set(print, found - 1);
    return false;
  });
  return { before: left, after: others };
}

/**
 * What was added, removed and changed since `before`, by `key`: columns that tell rows apart. Rows that share a key are compared as a group:
 * those that are alike first, the others in their order. Added, changed and removed rows keep the order of their table.
 */
export function compareRows(before: readonly DataRow[], after: readonly DataRow[], key: readonly string[]): RowChanges {
  const [old, fresh] = [byKey(before, key), byKey(after, key)];
  const changes: RowChanges = { added: [], removed: [], changed: [], unchanged: 0 };
  for (const [text, rows] of fresh) {
    const was = old.get(text) ?? [];
    const left = withoutSame(was, rows);
    changes.unchanged += was.length - left.before.length;
    left.after.forEach((row, at) => {
      const other = left.before[at];
      if (other === undefined) changes.added.push(row);
      else {
        const shown = Object.fromEntries(key.map((name) => [name, valueOf(row, name)]));
        changes.changed.push({ key: shown, before: other, after: row, columns: differingColumns(other, row) });
      }
    });
    for (const row of left.before.slice(left.after.length)) changes.removed.push(row);
  }
  for (const [text, rows] of old) if (!fresh.has(text)) for (const row of rows) changes.removed.push(row);
  return changes;
}
