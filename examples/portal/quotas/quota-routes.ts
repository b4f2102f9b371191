import { Router } from 'express';
import { formatDay } from '../data/calendar.ts';
import type { Quota } from '../data/generate-quotas.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { page } from '../layout.ts';
import { pageOf, pager } from '../paging.ts';
import { readField } from '../read-field.ts';
import { tableHead } from '../table-head.ts';
import type { Guard } from '../visit.ts';

const ROWS_PER_PAGE = 10;

/** The list of quotas. */
export function quotaRoutes(guard: Guard): Router {
  return Router().get(
    '/cupos',
    guard((visit, req, res) => {
      const shown = pageOf(visit.data.quotas, readField(req.query, 'pagina'), ROWS_PER_PAGE);
      const content = html`<table class="datos cupos">
          ${tableHead(['Cupo', 'Fecha', 'Terminal', 'Especie', 'Camiones', 'Utilizados', 'Estado'], ['Camiones', 'Utilizados'])}
          <tbody>
            ${shown.rows.map(row)}
          </tbody>
        </table>
        ${pager(shown, 'gone', (number) => `/cupos?pagina=${number}`)}`;
      res.send(page({ title: 'Cupos', visit, content }));
    }),
  );
}

function row(quota: Quota): Html {
  return html`<tr>
    <td>${quota.number}</td>
    <td>${formatDay(quota.date)}</td>
    <td>${quota.terminal}</td>
    <td>${quota.species}</td>
    <td class="num">${quota.trucks}</td>
    <td class="num">${quota.used}</td>
    <td><span class="estado ${quota.state.toLowerCase()}">${quota.state}</span></td>
  </tr>`;
}
