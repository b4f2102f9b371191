import type { Day } from '../data/calendar.ts';
import { parseDay } from '../data/calendar.ts';
import type { Settlement } from '../data/generate-settlements.ts';
import { CAMPAIGNS, SPECIES } from '../data/market.ts';
import { readField } from '../read-field.ts';

/** The filter form as it was filled in; an empty text asks for everything. */
export interface SettlementFilter {
  from: string;
  to: string;
  campaign: string;
  species: string;
}

/** What is wrong with one field of the form, by the field's id. */
export interface FilterFault {
  field: string;
  text: string;
}

/** What a filter finds, or what is wrong with it. */
export type FilterResult =
  { ok: true; settlements: readonly Settlement[] } | { ok: false; faults: readonly FilterFault[] };

/** Reads the form's fields out of a query. */
export function readFilter(query: unknown): SettlementFilter {
  return {
    from: readField(query, 'desde').trim(),
    to: readField(query, 'hasta').trim(),
    campaign: readField(query, 'campana'),
    species: readField(query, 'especie'),
  };
}

/** The query that repeats a filter, with another page when given: `?desde=01%2F04%2F2026&pagina=2`, or an empty text. */
export function filterQuery(filter: SettlementFilter, page?: number): string {
  const query = new URLSearchParams();
  const fields = { desde: filter.from, hasta: filter.to, campana: filter.campaign, especie: filter.species };
  for (const [name, value] of Object.entries(fields)) if (value !== '') query.set(name, value);
  if (page !== undefined) query.set('pagina', String(page));
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** The settlements within both days (included) of that campaign and species. */
export function applyFilter(settlements: readonly Settlement[], filter: SettlementFilter): FilterResult {
  const faults: FilterFault[] = [];
  const readDay = (field: string, text: string): Day | undefined => {
    const day = parseDay(text);
    if (text !== '' && day === undefined)
      faults.push({ field, text: `«${text}» no es una fecha. Escríbala como dd/mm/aaaa.` });
    return day;
  };
  const from = readDay('desde', filter.from);
  const to = readDay('hasta', filter.to);
  if (from !== undefined && to !== undefined && from > to) {
    faults.push({ field: 'hasta', text: 'La fecha hasta es anterior a la fecha desde.' });
  }
  if (filter.campaign !== '' && !CAMPAIGNS.some(({ name }) => name === filter.campaign)) {
    faults.push({ field: 'campaña', text: `«${filter.campaign}» no es una campaña. Elija una de la lista.` });
  }
  if (filter.species !== '' && !SPECIES.some(({ name }) => name === filter.species)) {
    faults.push({ field: 'especie', text: `«${filter.species}» no es una especie. Elija una de la lista.` });
  }
  if (faults.length > 0) return { ok: false, faults };

  const matches = ({ date, contract }: Settlement): boolean =>
    (from === undefined || date >= from) &&
    (to === undefined || date <= to) &&
    (filter.campaign === '' || contract.campaign === filter.campaign) &&
    (filter.species === '' || contract.species === filter.species);
  return { ok: true, settlements: settlements.filter(matches) };
}
