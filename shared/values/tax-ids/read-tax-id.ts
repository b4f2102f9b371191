import type { TaxIdKind } from '../../model/value-format.ts';
import { cellText } from '../cell-text.ts';
import { refuse, type Read } from '../read-result.ts';
import { readCnpj } from './read-cnpj.ts';
import { readCuit } from './read-cuit.ts';
import { readNitBolivia } from './read-nit-bolivia.ts';
import { readNitColombia } from './read-nit-colombia.ts';
import { readRucEcuador } from './read-ruc-ecuador.ts';
import { readRucParaguay } from './read-ruc-paraguay.ts';
import { readRucPeru } from './read-ruc-peru.ts';

export interface TaxId {
  kind: TaxIdKind;
  /** As its country writes it. */
  value: string;
}

const READERS: Record<TaxIdKind, (text: string) => Read<string>> = {
  cuit: readCuit,
  cnpj: readCnpj,
  'ruc-py': readRucParaguay,
  'ruc-pe': readRucPeru,
  'ruc-ec': readRucEcuador,
  'nit-co': readNitColombia,
  'nit-bo': readNitBolivia,
};
const LABEL = /^(?:CUIT|CUIL|CNPJ|RUC|NIT)(?: ?N[º°])?(?:[:.] *| +)/i;

/**
 * The tax number of a cell, its check digits right. Without `kind` one that could be of two countries, as eleven digits of Argentina and Peru,
 * is refused with both.
 */
export function readTaxIdCell(cell: string, kind?: TaxIdKind): Read<TaxId> {
  const text = cellText(cell).replace(LABEL, '');
  if (text === '') return refuse('blank');
  if (kind !== undefined) {
    const read = READERS[kind](text);
    return read.ok ? { ok: true, value: { kind, value: read.value } } : read;
  }
  const all = (Object.keys(READERS) as TaxIdKind[]).map((kind) => ({ kind, read: READERS[kind](text) }));
  const found = all.flatMap(({ kind, read }) => (read.ok ? [{ kind, value: read.value }] : []));
  const [first] = found;
  if (first === undefined) {
    const near = all.find(({ read }) => !read.ok && read.code !== 'unreadable');
    return near === undefined || near.read.ok ? refuse('unreadable') : refuse(near.read.code);
  }
  if (found.length === 1) return { ok: true, value: first };
  return refuse(
    'ambiguous',
    found.map(({ kind, value }) => ({ value: `${value} (${kind})` })),
  );
}
