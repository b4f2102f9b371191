import { formatDay } from '../data/calendar.ts';
import { formatHundredths } from '../data/format-number.ts';
import type { Contract } from '../data/generate-contracts.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { page } from '../layout.ts';
import type { Page } from '../paging.ts';
import { pager } from '../paging.ts';
import { tableHead } from '../table-head.ts';
import type { Visit } from '../visit.ts';

/** A contract and what has been delivered on it, in hundredths of a tonne. */
export interface ContractRow {
  contract: Contract;
  delivered: number;
}

/** What a truck carries at least, in hundredths of a tonne: with less than that open, a contract is fulfilled. */
const ONE_TRUCK = 3110;

/** One page of contracts; the table's foot sums all pages. */
export function contractListPage(visit: Visit, all: readonly ContractRow[], shown: Page<ContractRow>): string {
  const agreed = all.reduce((sum, { contract }) => sum + contract.tonnes, 0);
  const delivered = all.reduce((sum, row) => sum + row.delivered, 0);
  return page({
    title: 'Contratos',
    visit,
    content: html`<table class="datos contratos">
        ${tableHead(['Contrato', 'Fecha', 'Campaña', 'Especie', 'Pactadas (t)', 'Entregadas (t)', 'Precio', 'Moneda', 'Destino', 'Estado'], ['Pactadas (t)', 'Entregadas (t)', 'Precio'])}
        <tbody>
          ${shown.rows.map(tableRow)}
        </tbody>
        <tfoot>
          <tr>
            <th colspan="4">Total general (${all.length} contratos)</th>
            <td class="num" id="total-pactadas">${formatHundredths(agreed)}</td>
            <td class="num" id="total-entregadas">${formatHundredths(delivered)}</td>
            <td colspan="4"></td>
          </tr>
        </tfoot>
      </table>
      ${pager(shown, 'disabled', (number) => `/contratos?pagina=${number}`)}`,
  });
}

function tableRow({ contract, delivered }: ContractRow): Html {
  return html`<tr>
    <td>${contract.number}</td>
    <td>${formatDay(contract.date)}</td>
    <td>${contract.campaign}</td>
    <td>${contract.species}</td>
    <td class="num">${formatHundredths(contract.tonnes)}</td>
    <td class="num">${formatHundredths(delivered)}</td>
    <td class="num">${formatHundredths(contract.price)}</td>
    <td>${contract.currency}</td>
    <td>${contract.destination}</td>
    <td>${contract.tonnes - delivered < ONE_TRUCK ? 'Cumplido' : 'Vigente'}</td>
  </tr>`;
}
