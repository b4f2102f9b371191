import type { Settled } from '../model/contract-result.ts';
import type { ColumnContract, DataContract } from '../model/data-contract.ts';
import type { ValueFormat } from '../model/value-format.ts';
import { settleColumn } from './settle-column.ts';

const NUMERIC = new Set<ColumnContract['type']>(['number', 'percent', 'weight', 'money']);

/** How a column writes values: as its contract says or, where that says nothing, as its own cells settle it. */
export function findFormat(
  { format }: DataContract,
  column: ColumnContract,
  cells: readonly string[],
): { format: ValueFormat; settled?: Settled } {
  const given = { ...format, ...column.format };
  const isDate = column.type === 'date';
  const isOpen = isDate ? given.dateOrder === undefined : NUMERIC.has(column.type) && given.decimal === undefined;
  const found = isOpen ? settleColumn(cells, isDate ? 'date' : 'number') : { state: 'open' as const };
  if (found.state !== 'settled') return { format: given };
  const { row, text } = found;
  return {
    format: { ...given, ...found.format },
    settled: { column: column.name, format: found.format, row: row + 1, text },
  };
}
