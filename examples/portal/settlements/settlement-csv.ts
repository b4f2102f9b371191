import { formatDay } from '../data/calendar.ts';
import { formatHundredths } from '../data/format-number.ts';
import type { Settlement } from '../data/generate-settlements.ts';

const HEADER = ['Número', 'Fecha', 'Contrato', 'Especie', 'Toneladas', 'Importe', 'Moneda'];

/** The list as a spreadsheet in Argentina opens it: UTF-8 with a byte order mark, `;` between cells, CRLF, 1.234,56. */
export function settlementCsv(settlements: readonly Settlement[]): string {
  const rows = settlements.map(({ number, date, contract, tonnes, amount }) => [
    number,
    formatDay(date),
    contract.number,
    contract.species,
    formatHundredths(tonnes),
    formatHundredths(amount),
    contract.currency,
  ]);
  return `\uFEFF${[HEADER, ...rows].map((cells) => `${cells.map(cell).join(';')}\r\n`).join('')}`;
}

function cell(text: string): string {
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
