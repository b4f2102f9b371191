import { AppError } from '@sri/shared/errors.ts';
import type { DataContract } from '@sri/shared/model/data-contract.ts';
import { cargill } from './cargill.ts';
import { chooseTable } from './choose-table.ts';
import { generic } from './generic.ts';
import { practica } from './practica.ts';
import type { ProviderParser } from './provider-parser.ts';

const PARSERS: readonly ProviderParser[] = [cargill, practica, generic];

/** The parser of a provider by its slug; the generic one for all that have none. */
export function parserOf(provider: string): ProviderParser {
  return PARSERS.find((parser) => parser.provider === provider) ?? generic;
}

/** What is known of a table, and under which provider's and table's name. */
export interface ChosenContract {
  provider: string;
  table: string;
  contract: DataContract;
}

/**
 * The contract of a provider's table, by its name or, without one, by its headers. What the provider's parser does not know is read by the
 * generic one, which asks for no columns. Throws `step_failed` where the named table is not known.
 */
export function contractOf(provider: string, headers: readonly string[], table?: string): ChosenContract {
  const parser = parserOf(provider);
  const name = table ?? chooseTable(parser, headers) ?? (parser === generic ? 'tabla' : undefined);
  if (name === undefined) return contractOf('generic', headers, 'tabla');
  const contract = Object.hasOwn(parser.tables, name) ? parser.tables[name] : undefined;
  if (contract !== undefined) return { provider: parser.provider, table: name, contract };
  throw new AppError('step_failed', `El portal «${parser.provider}» no tiene una tabla «${name.slice(0, 100)}»`, {
    hint: `Elige una de estas: ${Object.keys(parser.tables).join(', ')}.`,
  });
}
