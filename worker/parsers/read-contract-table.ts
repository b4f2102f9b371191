import { readFileSync, statSync } from 'node:fs';
import { AppError } from '@sri/shared/errors.ts';
import type { ContractResult } from '@sri/shared/model/contract-result.ts';
import { columnTypes, type ColumnType, type DataContract } from '@sri/shared/model/data-contract.ts';
import type { ValueFormat } from '@sri/shared/model/value-format.ts';
import { checkContract } from '@sri/shared/values/check-contract.ts';
import type { TableRow } from '@sri/shared/values/read-rows.ts';
import type { ThreadAnswer } from './in-thread.ts';
import { contractOf } from './providers/registry.ts';
import { readCsvRows } from './read-csv.ts';

/** A table of texts: its rows, a CSV, or a file that holds one. */
export type TableSource = { rows: TableRow[] } | { text: string } | { path: string; name: string };

/** A table, and what says what it must be: the step's own contract, or a provider's parser. */
export interface ContractTask {
  source: TableSource;
  separator: string | undefined;
  provider: string;
  /** How the portal writes values: what a contract says otherwise goes before it. */
  format: ValueFormat;
  table: string | undefined;
  contract: DataContract | undefined;
  totals: Record<string, string>;
}

export interface ContractReading {
  result: ContractResult;
  /** Whose contract it was read by; null: the step's own. */
  parser: { provider: string; table: string } | null;
  /** What its columns hold. */
  types: Record<string, ColumnType>;
}

const MAX_FILE_BYTES = 100_000_000;

function textOf({ path, name }: { path: string; name: string }): string {
  if (statSync(path).size > MAX_FILE_BYTES)
    throw new AppError('step_failed', `${name} tiene más de ${MAX_FILE_BYTES / 1_000_000} MB`, {
      hint: 'Filtra la consulta en el portal, o divide el trabajo en varias ejecuciones.',
    });
  const bytes = readFileSync(path);
  if (bytes.includes(0))
    throw new AppError('step_failed', `${name} no es una tabla CSV`, {
      hint: 'Se leen archivos de texto con una fila por línea; descarga la tabla del portal como CSV.',
    });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Portals of twenty years write as Windows does.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The table in a source, with the columns that its first row names. */
function tableIn(source: TableSource, separator: string | undefined): { rows: TableRow[]; headers?: string[] } {
  if ('rows' in source) return { rows: source.rows };
  const text = 'text' in source ? source.text : textOf(source);
  const rows = readCsvRows(text, separator);
  if (rows.length > 0) return { rows };
  // With a line of its own the first one's names become columns, though the table has no row.
  const [names = {}] = readCsvRows(`${text.trimEnd()}\n-`, separator);
  return { rows, headers: text.trim() === '' ? [] : Object.keys(names) };
}

/** Reads a table by its contract. Whatever its source or its contract's name may be, it answers. */
export function readContractTable(task: ContractTask): ThreadAnswer<ContractReading> {
  try {
    const { contract, provider, format, table: named, totals } = task;
    const table = tableIn(task.source, task.separator);
    const read = (by: DataContract, parser: ContractReading['parser']): ThreadAnswer<ContractReading> => ({
      value: {
        result: checkContract({ ...table, totals }, { ...by, format: { ...format, ...by.format } }),
        parser,
        types: columnTypes(by.columns),
      },
    });
    if (contract !== undefined) return read(contract, null);
    const headers = table.headers ?? [...new Set(table.rows.flatMap(Object.keys))];
    const chosen = contractOf(provider, headers, named);
    return read(chosen.contract, { provider: chosen.provider, table: chosen.table });
  } catch (error) {
    if (error instanceof AppError) return { fault: { message: error.message, hint: error.hint } };
    throw error;
  }
}
