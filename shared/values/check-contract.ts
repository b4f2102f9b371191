import type { ContractResult, Settled } from '../model/contract-result.ts';
import type { DataContract } from '../model/data-contract.ts';
import { createBreachList, type BreachList } from './breach-list.ts';
import { checkTotal } from './check-total.ts';
import { findFormat } from './find-format.ts';
import { findRepeatedRows } from './find-repeated-rows.ts';
import { matchColumns } from './match-columns.ts';
import { readRows, textIn, type FoundColumn, type TableRow } from './read-rows.ts';

/** A table as it was read from a portal: every cell a text. */
export interface TextTable {
  rows: readonly TableRow[];
  /** The columns, for a table that may have no rows; else those that its rows have. */
  headers?: readonly string[] | undefined;
  /** The totals that the portal prints, by the names that the contract has for them. */
  totals?: Readonly<Record<string, string>> | undefined;
}

function namesOf({ rows, headers }: TextTable): string[] {
  const names = new Set(headers);
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return [...names];
}

function findColumns(
  table: TextTable,
  contract: DataContract,
  breaches: BreachList,
): { columns: FoundColumn[]; others: string[]; settled: Settled[] } {
  const names = namesOf(table);
  const { matches, others } = matchColumns(contract, names);
  const columns: FoundColumn[] = [];
  const settled: Settled[] = [];
  for (const { column, names: found } of matches) {
    const [header] = found;
    if (header === undefined) {
      // A table without a row and without a name says nothing about its columns.
      if (column.optional || names.length === 0) continue;
      const words = `No está la columna «${column.headers[0] ?? column.name}». El portal puede haber cambiado la tabla.`;
      breaches.add({ code: 'column_missing', column: column.name, words });
    } else if (found.length > 1) {
      const words = `No sabemos cuál es la columna «${column.name}»: «${found.join('», «')}». Elige una.`;
      breaches.add({ code: 'column_twice', column: column.name, words });
    } else {
      const cells = table.rows.map((row) => textIn(row, header));
      const { format, settled: how } = findFormat(contract, column, cells);
      columns.push({ column, header, format });
      if (how !== undefined) settled.push(how);
    }
  }
  return { columns, others, settled };
}

function checkRowCount(count: number, { minRows }: DataContract, breaches: BreachList): void {
  if (count >= minRows) return;
  const usual = minRows === 1 ? 'al menos 1 fila' : `al menos ${minRows} filas`;
  const words =
    count === 0
      ? `Terminó sin datos. Lo normal es ${usual}.`
      : `Hay ${count === 1 ? '1 fila' : `${count} filas`}. Lo normal es ${usual}.`;
  breaches.add({ code: 'too_few_rows', text: String(count), words });
}

/**
 * Reads a table by its contract. The rows are to be trusted only without breaches: what is refused is null in its row. Breaches come in order:
 * columns, cells row by row, rows, totals.
 */
export function checkContract(table: TextTable, contract: DataContract): ContractResult {
  const breaches = createBreachList();
  const { columns, others, settled } = findColumns(table, contract, breaches);
  if (contract.otherColumns === 'refuse') {
    for (const column of others)
      breaches.add({
        code: 'column_unknown',
        column,
        words: `La columna «${column}» no se esperaba. Agrégala o exclúyela.`,
      });
  }
  const read = readRows(table.rows, columns, contract.otherColumns === 'leaveOut' ? [] : others, breaches);
  checkRowCount(table.rows.length, contract, breaches);
  for (const { row, first } of contract.key === undefined ? [] : findRepeatedRows(read.rows, contract.key)) {
    const text = contract.key?.map((name) => String(read.rows[row]?.[name])).join(' · ') ?? '';
    const words = `La fila ${row + 1} repite la fila ${first + 1} («${text}»). Revisa la tabla en el portal.`;
    breaches.add({ code: 'row_twice', row: row + 1, text, words });
  }
  for (const total of contract.totals) {
    const text = textIn(table.totals ?? {}, total.printed);
    const breach = checkTotal(total, text, { ...read, columns, decimal: contract.format.decimal });
    if (breach !== undefined) breaches.add(breach);
  }
  return { rows: read.rows, breaches: breaches.kept(), breachCount: breaches.count(), settled };
}
