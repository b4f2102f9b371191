import { matchColumns } from '@sri/shared/values/match-columns.ts';
import type { DataContract } from '@sri/shared/model/data-contract.ts';
import type { ProviderParser } from './provider-parser.ts';

/** A table that lost a column or two is still that table, and its missing columns are to be told. */
const ENOUGH = 0.6;

interface Fit {
  name: string;
  /** Of the columns that must be there, the part that is. */
  share: number;
  /** How many of its columns there are. */
  found: number;
}

function fitOf(name: string, contract: DataContract, headers: readonly string[]): Fit {
  const { matches } = matchColumns(contract, headers);
  const needed = matches.filter(({ column }) => !column.optional);
  const share = needed.filter(({ names }) => names.length > 0).length / Math.max(1, needed.length);
  return { name, share, found: matches.filter(({ names }) => names.length > 0).length };
}

/** Which of a provider's tables has these headers; undefined where none does, or two do as well. */
export function chooseTable({ tables }: ProviderParser, headers: readonly string[]): string | undefined {
  const fits = Object.entries(tables)
    .map(([name, contract]) => fitOf(name, contract, headers))
    .filter(({ share }) => share >= ENOUGH)
    .toSorted((a, b) => b.share - a.share || b.found - a.found);
  const [first, second] = fits;
  const isTie =
    first !== undefined && second !== undefined && first.share === second.share && first.found === second.found;
  return isTie ? undefined : first?.name;
}
