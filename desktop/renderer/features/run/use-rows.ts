import type { FlowInputs } from '@sri/shared/model/flow.ts';
import { useMemo, useState } from 'react';
import { useFormat } from '../../lib/preferences-context.tsx';
import { readFile } from './read-file.ts';
import { mapColumns, MAX_CHARACTERS, readCells, readRows, type ReadRows } from './read-rows.ts';

/** Why there are no rows: told in words by the view. */
export type RowsRefusal = { kind: 'excel' } | { kind: 'large' } | { kind: 'empty' } | { kind: 'broken'; line: number };

export interface RowsState {
  refusal: RowsRefusal | null;
  /** The titles of the columns; null while nothing was given. */
  titles: readonly string[] | null;
  hasTitles: boolean;
  columns: readonly (string | null)[];
  cells: readonly (readonly string[])[];
  read: ReadRows | null;
  take: (text: string) => Promise<void>;
  takeFile: (file: File) => Promise<void>;
  setHasTitles: (has: boolean) => void;
  setColumn: (place: number, input: string | null) => void;
  clear: () => void;
}

/** Rows that somebody pasted or dropped, with which column is for which input. */
export function useRows(inputs: FlowInputs): RowsState {
  const { locale } = useFormat();
  const [all, setAll] = useState<readonly (readonly string[])[] | null>(null);
  const [hasTitles, setHasTitles] = useState(true);
  const [chosen, setChosen] = useState<Record<number, string | null>>({});
  const [refusal, setRefusal] = useState<RowsRefusal | null>(null);

  const first = all?.[0] ?? [];
  const width = Math.max(0, ...(all ?? []).slice(0, 50).map((row) => row.length));
  const titles = Array.from({ length: width }, (_, place) => (hasTitles ? (first[place] ?? '') : ''));
  const found = mapColumns(titles, inputs);
  const names = Object.keys(inputs);
  // Without titles the columns stand in the order of the inputs.
  const columns = found.map((input, place) =>
    place in chosen ? (chosen[place] ?? null) : hasTitles ? input : (names[place] ?? null),
  );
  const cells = useMemo(() => (all ?? []).slice(hasTitles ? 1 : 0), [all, hasTitles]);
  const read = all === null ? null : readRows(cells, columns, inputs, locale);

  function clear(): void {
    setAll(null);
    setChosen({});
    setRefusal(null);
  }

  async function take(text: string): Promise<void> {
    clear();
    if (text.length > MAX_CHARACTERS) {
      setRefusal({ kind: 'large' });
      return;
    }
    const result = await readCells(text);
    if ('broken' in result) {
      setRefusal({ kind: 'broken', line: result.broken });
      return;
    }
    if (result.rows.length === 0) {
      setRefusal({ kind: 'empty' });
      return;
    }
    // A first row in which no title is known may be data already.
    setHasTitles(mapColumns(result.rows[0] ?? [], inputs).some((input) => input !== null) || result.rows.length > 1);
    setAll(result.rows);
  }

  async function takeFile(file: File): Promise<void> {
    const content = await readFile(file);
    if ('text' in content) return take(content.text);
    clear();
    setRefusal({ kind: content.refused });
    return undefined;
  }

  return {
    refusal,
    titles: all === null ? null : titles,
    hasTitles,
    columns,
    cells,
    read,
    take,
    takeFile,
    setHasTitles,
    setColumn: (place, input) => setChosen((before) => ({ ...before, [place]: input })),
    clear,
  };
}
