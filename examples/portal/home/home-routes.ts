import { Router } from 'express';
import { formatDay } from '../data/calendar.ts';
import { formatHundredths } from '../data/format-number.ts';
import { CUT_OFF } from '../data/market.ts';
import { html } from '../html.ts';
import { page } from '../layout.ts';
import { settlementTotals } from '../settlements/settlement-totals.ts';
import { tableHead } from '../table-head.ts';
import type { Guard } from '../visit.ts';

const ROOMS = [
  { path: '/contratos', label: 'Contratos', text: 'Ventas de granos, lo pactado y lo entregado.' },
  {
    path: '/liquidaciones',
    label: 'Liquidaciones',
    text: 'Importes por fecha, campaña y especie. Detalle, PDF y CSV.',
  },
  { path: '/cupos', label: 'Cupos', text: 'Turnos de descarga por terminal.' },
  { path: '/entregas', label: 'Entregas', text: 'Tickets de balanza: pesos y humedad.' },
] as const;

/** The page after the login. */
export function homeRoutes(guard: Guard): Router {
  const router = Router();
  router.get('/', (_req, res) => res.redirect(302, '/inicio'));
  router.get(
    '/inicio',
    guard((visit, _req, res) => {
      const { contracts, settlements, deliveries, quotas } = visit.data;
      const { ars, usd } = settlementTotals(settlements);
      const open = quotas.filter(({ state }) => state === 'Otorgado').length;
      const content = html`<p>
          Bienvenido, <b>${visit.supplier.person}</b>. Estos son los datos de ${visit.supplier.firm} al
          ${formatDay(CUT_OFF)}.
        </p>
        <table class="datos salas">
          ${tableHead(['Sección', 'Qué encontrará'])}
          <tbody>
            ${ROOMS.map(
              ({ path, label, text }) =>
                html`<tr>
                  <td><a href="${path}">${label}</a></td>
                  <td>${text}</td>
                </tr>`,
            )}
          </tbody>
        </table>
        <table class="ficha" id="resumen">
          <tr>
            <th>Contratos</th>
            <td id="resumen-contratos">${contracts.length}</td>
            <th>Entregas</th>
            <td id="resumen-entregas">${deliveries.length}</td>
          </tr>
          <tr>
            <th>Liquidaciones</th>
            <td id="resumen-liquidaciones">${settlements.length}</td>
            <th>Cupos por utilizar</th>
            <td id="resumen-cupos">${open}</td>
          </tr>
          <tr>
            <th>Liquidado ARS</th>
            <td id="saldo-ars">${formatHundredths(ars)}</td>
            <th>Liquidado USD</th>
            <td id="saldo-usd">${formatHundredths(usd)}</td>
          </tr>
        </table>
        ${open > 0 && html`<p class="mensaje" id="aviso">Tiene ${open} cupos otorgados sin utilizar. <a href="/cupos">Ver cupos</a></p>`}`;
      res.send(page({ title: 'Inicio', visit, content }));
    }),
  );
  return router;
}
