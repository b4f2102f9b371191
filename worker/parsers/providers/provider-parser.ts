import { dataContractSchema, type DataContract, type DataContractInput } from '@sri/shared/model/data-contract.ts';

/** What is known of a provider's tables: each with its name and its contract. Data only, so that a new portal is a new file of data. */
export interface ProviderParser {
  /** The provider's slug. */
  provider: string;
  tables: Readonly<Record<string, DataContract>>;
}

/** A parser from contracts as they are written, which are checked at once. */
export function defineParser(provider: string, tables: Record<string, DataContractInput>): ProviderParser {
  const parsed = Object.entries(tables).map(([name, contract]) => [name, dataContractSchema.parse(contract)] as const);
  return { provider, tables: Object.fromEntries(parsed) };
}

/** A column as a parser writes it down. */
export type ColumnInput = DataContractInput['columns'][number];
