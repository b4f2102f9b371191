import type { ResultChanges } from '@sri/shared/protocol/api/job-changes.ts';

export type ChangeKind = 'added' | 'removed' | 'changed';

type Cell = string | number | null;

/** One row that is not as it was; `before` is there where it was another one. */
export interface ChangeLine {
  id: string;
  kind: ChangeKind;
  row: Record<string, Cell>;
  before: Record<string, Cell> | undefined;
  /** Columns whose value is another one. */
  columns: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** The rows that are not as they were, as lines of one list: changed ones first, then new ones, then those that are gone. */
export function changeLines({ added, removed, changed }: ResultChanges): ChangeLine[] {
  const plain = (kind: 'added' | 'removed', rows: ResultChanges['added']): ChangeLine[] =>
    rows.map((row, at) => ({ id: `${kind} ${at}`, kind, row, before: undefined, columns: NONE }));
  return [
    ...changed.map(({ before, after, columns }, at): ChangeLine => {
      return { id: `changed ${at}`, kind: 'changed', row: after, before, columns: new Set(columns) };
    }),
    ...plain('added', added),
    ...plain('removed', removed),
  ];
}

/** Columns in the order of the tables: the key's first. */
export function changeColumns(lines: readonly ChangeLine[], key: readonly string[]): string[] {
  const names = new Set(key);
  for (const { row, before = {} } of lines)
    for (const name of [...Object.keys(row), ...Object.keys(before)]) names.add(name);
  return [...names];
}
