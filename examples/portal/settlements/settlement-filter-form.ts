import { CAMPAIGNS, SPECIES } from '../data/market.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { FilterFault, SettlementFilter } from './settlement-filter.ts';

/** The filter form as it was filled in, with what is wrong below it. */
export function settlementFilterForm(filter: SettlementFilter, faults: readonly FilterFault[]): Html {
  return html`<form class="filtro" method="get" action="/liquidaciones" id="form-filtro">
      ${dayField('desde', 'Desde', filter.from)} ${dayField('hasta', 'Hasta', filter.to)}
      ${choice('campaña', 'campana', 'Campaña', CAMPAIGNS, filter.campaign)}
      ${choice('especie', 'especie', 'Especie', SPECIES, filter.species)}
      <div><button type="submit" id="btnBuscar">Buscar</button></div>
      <div><a href="/liquidaciones" id="limpiar">Limpiar</a></div>
    </form>
    ${faults.map(({ field, text }) => html`<p class="mensaje error" data-campo="${field}" role="alert">${text}</p>`)}`;
}

function dayField(name: string, label: string, value: string): Html {
  return html`<div>
    <label for="${name}">${label}</label>
    <input type="text" id="${name}" name="${name}" value="${value}" placeholder="dd/mm/aaaa" size="11" maxlength="10" />
  </div>`;
}

function choice(id: string, name: string, label: string, options: readonly { name: string }[], chosen: string): Html {
  const items = options.map(
    (option) => html`<option value="${option.name}" ${option.name === chosen && 'selected'}>${option.name}</option>`,
  );
  return html`<div>
    <label for="${id}">${label}</label>
    <select id="${id}" name="${name}">
      <option value="">Todas</option>
      ${items}
    </select>
  </div>`;
}
