import type { ColumnContract, DataContract } from '../model/data-contract.ts';
import { foldText } from '../lang/clean-text.ts';

/** A contract's column and the names under which the table has it: one where all is well. */
export interface ColumnMatch {
  column: ColumnContract;
  names: string[];
}

/** Finds each column of a contract among a table's names, by its own name and by what the portal calls it; the rest are `others`. */
export function matchColumns(
  { columns }: DataContract,
  names: readonly string[],
): { matches: ColumnMatch[]; others: string[] } {
  const folded = names.map((name) => ({ name, key: foldText(name) }));
  const matches = columns.map((column) => {
    const wanted = new Set([column.name, ...column.headers].map(foldText));
    return { column, names: folded.filter(({ key }) => wanted.has(key)).map(({ name }) => name) };
  });
  const taken = new Set(matches.flatMap((match) => match.names));
  return { matches, others: names.filter((name) => !taken.has(name)) };
}
