import { toCsv } from '@sri/shared/exports/to-csv.ts';
import { toJson } from '@sri/shared/exports/to-json.ts';
import type { ColumnType } from '@sri/shared/model/data-contract.ts';

type Row = Record<string, unknown>;
/** What columns hold, where a data contract says so. */
export type ColumnTypes = Record<string, ColumnType>;

/** The data that steps save, as files under `data/`. */
export interface DataFiles {
  /** Keeps a step's data. The same step again, as in a loop, adds to it; another step with the same name replaces it. */
  keep: (saveAs: string, stepId: string, value: unknown, types?: ColumnTypes) => void;
  /** Writes what is new, JSON before CSV. */
  flush: () => Promise<void>;
  /** The names that hold data, in the order of their first appearance. */
  names: () => string[];
  /** All that was kept until now. */
  kept: () => { name: string; stepId: string; value: unknown; types?: ColumnTypes }[];
}

interface Kept {
  stepId: string;
  types: ColumnTypes | undefined;
  value: Row | Row[];
  isNew: boolean;
}

const rowsOf = (value: Row | Row[]): Row[] => (Array.isArray(value) ? value : [value]);

export function createDataFiles(write: (name: string, content: string) => Promise<void>): DataFiles {
  const kept = new Map<string, Kept>();
  return {
    keep: (saveAs, stepId, value, types) => {
      const fresh = value as Row | Row[];
      const before = kept.get(saveAs);
      if (before === undefined || before.stepId !== stepId) {
        // A list of our own: the next round adds to it, and the variable's list is not to grow with it.
        kept.set(saveAs, { stepId, types, value: Array.isArray(fresh) ? [...fresh] : fresh, isNew: true });
        return;
      }
      if (Array.isArray(before.value)) for (const row of rowsOf(fresh)) before.value.push(row);
      else before.value = [before.value, ...rowsOf(fresh)];
      before.isNew = true;
    },
    flush: async () => {
      for (const [name, data] of kept) {
        if (!data.isNew) continue;
        await write(`data/${name}.json`, toJson(data.value));
        await write(`data/${name}.csv`, toCsv(rowsOf(data.value)));
        data.isNew = false;
      }
    },
    names: () => [...kept.keys()],
    kept: () =>
      [...kept].map(([name, { stepId, value, types }]) => ({
        name,
        stepId,
        value,
        ...(types === undefined ? {} : { types }),
      })),
  };
}
