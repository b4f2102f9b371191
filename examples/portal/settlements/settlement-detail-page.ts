import { formatDay } from '../data/calendar.ts';
import { formatHundredths, formatWhole } from '../data/format-number.ts';
import type { Settlement } from '../data/generate-settlements.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { framePage } from '../layout.ts';
import { tableHead } from '../table-head.ts';

/** One settlement, to be shown in the list's iframe. */
export function settlementDetailPage(settlement: Settlement): string {
  const { number, contract, amount } = settlement;
  const amountHead = `Importe ${contract.currency}`;
  return framePage(
    `Liquidación ${number}`,
    html`${facts(settlement)}
      <table class="datos importes">
        ${tableHead(['Concepto', amountHead], [amountHead])}
        <tbody>
          ${settlement.lines.map(
            (line) =>
              html`<tr>
                <td>${line.concept}</td>
                <td class="num${line.amount < 0 && ' negativo'}">${formatHundredths(line.amount)}</td>
              </tr>`,
          )}
        </tbody>
        <tfoot>
          <tr>
            <th>Importe neto</th>
            <td class="num" id="detalle-neto">${formatHundredths(amount)}</td>
          </tr>
        </tfoot>
      </table>
      ${settlement.deliveries.length > 0 && deliveries(settlement)}
      <p><a class="boton" id="descargarPdf" href="/liquidaciones/${number}/pdf">Descargar PDF</a></p>`,
  );
}

function facts({ number, date, kind, code, contract, tonnes }: Settlement): Html {
  return html`<table class="ficha">
    <tr>
      <th>Número</th>
      <td id="detalle-numero">${number}</td>
      <th>Fecha</th>
      <td id="detalle-fecha">${formatDay(date)}</td>
    </tr>
    <tr>
      <th>Contrato</th>
      <td id="detalle-contrato">${contract.number}</td>
      <th>Tipo</th>
      <td id="detalle-tipo">${kind}</td>
    </tr>
    <tr>
      <th>Especie</th>
      <td>${contract.species}</td>
      <th>Campaña</th>
      <td>${contract.campaign}</td>
    </tr>
    <tr>
      <th>Toneladas</th>
      <td id="detalle-toneladas">${formatHundredths(tonnes)}</td>
      <th>Precio por tonelada</th>
      <td>${formatHundredths(contract.price)} ${contract.currency}</td>
    </tr>
    <tr>
      <th>C.O.E.</th>
      <td id="detalle-coe">${code}</td>
      <th>Destino</th>
      <td>${contract.destination}</td>
    </tr>
  </table>`;
}

function deliveries(settlement: Settlement): Html {
  return html`<table class="datos entregas">
    ${tableHead(['Ticket', 'Fecha', 'Carta de porte', 'Neto (kg)'], ['Neto (kg)'])}
    <tbody>
      ${settlement.deliveries.map(
        ({ ticket, date, waybill, netKg }) =>
          html`<tr>
            <td>${ticket}</td>
            <td>${formatDay(date)}</td>
            <td>${waybill}</td>
            <td class="num">${formatWhole(netKg)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
