import { Router } from 'express';
import { formatDay } from '../data/calendar.ts';
import { formatWhole } from '../data/format-number.ts';
import type { Delivery } from '../data/generate-deliveries.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { page } from '../layout.ts';
import { pageOf, pager } from '../paging.ts';
import { readField } from '../read-field.ts';
import { tableHead } from '../table-head.ts';
import type { Guard } from '../visit.ts';

const ROWS_PER_PAGE = 20;

/** The list of delivery tickets. Weights are whole kilograms: `28.540` is twenty-eight tonnes, as the column's unit says. */
export function deliveryRoutes(guard: Guard): Router {
  return Router().get(
    '/entregas',
    guard((visit, req, res) => {
      const { deliveries } = visit.data;
      const shown = pageOf(deliveries, readField(req.query, 'pagina'), ROWS_PER_PAGE);
      const totalKg = deliveries.reduce((sum, { netKg }) => sum + netKg, 0);
      const content = html`<table class="datos entregas">
          ${tableHead(['Ticket', 'Fecha', 'Carta de porte', 'Contrato', 'Especie', 'Patente', 'Bruto (kg)', 'Tara (kg)', 'Neto (kg)', 'Humedad (%)'], ['Bruto (kg)', 'Tara (kg)', 'Neto (kg)', 'Humedad (%)'])}
          <tbody>
            ${shown.rows.map(row)}
          </tbody>
        </table>
        ${pager(shown, 'repeats', (number) => `/entregas?pagina=${number}`)}
        <div id="totales">
          <b>Totales</b>
          <span>Entregas: <strong id="total-cantidad">${deliveries.length}</strong></span>
          <span>Neto (kg): <strong id="total-neto">${formatWhole(totalKg)}</strong></span>
        </div>`;
      res.send(page({ title: 'Entregas', visit, content }));
    }),
  );
}

function row({ ticket, date, waybill, contract, plate, grossKg, tareKg, netKg, moisture }: Delivery): Html {
  return html`<tr>
    <td>${ticket}</td>
    <td>${formatDay(date)}</td>
    <td>${waybill}</td>
    <td>${contract.number}</td>
    <td>${contract.species}</td>
    <td>${plate}</td>
    <td class="num">${formatWhole(grossKg)}</td>
    <td class="num">${formatWhole(tareKg)}</td>
    <td class="num">${formatWhole(netKg)}</td>
    <td class="num">${(moisture / 10).toFixed(1).replace('.', ',')}</td>
  </tr>`;
}
