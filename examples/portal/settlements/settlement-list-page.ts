import { formatDay } from '../data/calendar.ts';
import { formatHundredths } from '../data/format-number.ts';
import type { Settlement } from '../data/generate-settlements.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { page } from '../layout.ts';
import { pageOf, pager } from '../paging.ts';
import { tableHead } from '../table-head.ts';
import type { Visit } from '../visit.ts';
import type { FilterResult, SettlementFilter } from './settlement-filter.ts';
import { settlementFilterForm } from './settlement-filter-form.ts';
import { filterQuery } from './settlement-filter.ts';
import { settlementTotals } from './settlement-totals.ts';

const ROWS_PER_PAGE = 10;

/** The filter form and what it found, or what is wrong with it. */
export function settlementListPage(
  visit: Visit,
  filter: SettlementFilter,
  result: FilterResult,
  askedPage: string,
): string {
  return page({
    title: 'Liquidaciones',
    visit,
    content: html`${settlementFilterForm(filter, result.ok ? [] : result.faults)}
    ${result.ok && found(filter, result.settlements, askedPage)}`,
  });
}

function found(filter: SettlementFilter, settlements: readonly Settlement[], askedPage: string): Html {
  const shown = pageOf(settlements, askedPage, ROWS_PER_PAGE);
  return html`<table class="datos resultados">
      ${tableHead(['Número', 'Fecha', 'Contrato', 'Especie', 'Toneladas', 'Importe', 'Moneda'], ['Toneladas', 'Importe'])}
      <tbody>
        ${shown.rows.map(row)}
      </tbody>
    </table>
    ${settlements.length === 0 && html`<p class="mensaje" id="sin-resultados">No se encontraron liquidaciones con ese filtro.</p>`}
    ${pager(shown, 'gone', (number) => `/liquidaciones${filterQuery(filter, number)}`)} ${totals(filter, settlements)}
    <div id="panel-detalle" hidden>
      <div class="titulo-panel">
        <span>Detalle de la liquidación</span><button type="button" id="cerrar-detalle">Cerrar</button>
      </div>
      <iframe id="marco-detalle" name="detalle" title="Detalle de la liquidación"></iframe>
    </div>
    <script src="/estatico/detalle.js"></script>`;
}

/** The icon is drawn by the style sheet, so that the cell's text is the number and nothing else. */
function row({ number, date, contract, tonnes, amount }: Settlement): Html {
  return html`<tr>
    <td class="numero">
      <a class="detalle" data-id="${number}" href="/liquidaciones/detalle/${number}" target="detalle">${number}</a
      ><a
        class="pdf"
        data-id="${number}"
        href="/liquidaciones/${number}/pdf"
        aria-label="Descargar PDF de ${number}"
        title="Descargar PDF"
      ></a>
    </td>
    <td>${formatDay(date)}</td>
    <td>${contract.number}</td>
    <td>${contract.species}</td>
    <td class="num">${formatHundredths(tonnes)}</td>
    <td class="num${amount < 0 && ' negativo'}">${formatHundredths(amount)}</td>
    <td>${contract.currency}</td>
  </tr>`;
}

function totals(filter: SettlementFilter, settlements: readonly Settlement[]): Html {
  const { count, tonnes, ars, usd } = settlementTotals(settlements);
  return html`<div id="totales">
    <b>Totales de la consulta</b>
    <span>Liquidaciones: <strong id="total-cantidad">${count}</strong></span>
    <span>Toneladas: <strong id="total-toneladas">${formatHundredths(tonnes)}</strong></span>
    <span>Importe ARS: <strong id="total-ars">${formatHundredths(ars)}</strong></span>
    <span>Importe USD: <strong id="total-usd">${formatHundredths(usd)}</strong></span>
    <a id="exportarCsv" href="/liquidaciones/exportar.csv${filterQuery(filter)}">Exportar a CSV</a>
  </div>`;
}
