import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContractResult } from '@sri/shared/model/contract-result.ts';
import { checkContract } from '@sri/shared/values/check-contract.ts';
import { startPortal, type RunningPortal } from '../../../examples/portal/portal.ts';
import { createPortalClient, type PortalClient } from '../../../examples/portal/test/portal-client.ts';
import { nextAddress, tableRows, textOf } from '../../../examples/portal/test/read-page.ts';
import { contractOf } from './registry.ts';

let portal: RunningPortal;
let client: PortalClient;

beforeAll(async () => {
  portal = await startPortal({ port: 0 });
  client = createPortalClient(portal.url);
  await client.signIn();
});
afterAll(() => portal.close());

/** Every page of a table, by the parser; `totals` are the ids of what the portal prints. `/entregas` repeats its last page for ever. */
async function readTable(
  path: string,
  headers: string[],
  totals: string[],
  change = (cells: string[]) => cells,
): Promise<{ table: string; result: ContractResult }> {
  const rows: Record<string, string>[] = [];
  const seen = new Set<string>();
  const first = await client.text(path);
  for (let next: string | undefined = path; next !== undefined && !seen.has(next);) {
    seen.add(next);
    const page = await client.text(next);
    for (const cells of tableRows(page, path.slice(1) === 'liquidaciones' ? 'resultados' : path.slice(1)))
      rows.push(Object.fromEntries(change(cells).map((cell, at) => [headers[at] ?? '', cell])));
    next = nextAddress(page);
  }
  const { table, contract } = contractOf('practica', headers);
  const printed = Object.fromEntries(totals.map((id) => [id, textOf(first, id) ?? '']));
  return { table, result: checkContract({ rows, headers, totals: printed }, contract) };
}

const SETTLEMENTS = ['Número', 'Fecha', 'Contrato', 'Especie', 'Toneladas', 'Importe', 'Moneda'];
const TOTALS = ['total-cantidad', 'total-toneladas', 'total-ars', 'total-usd'];

describe('the practice portal', () => {
  it('gives settlements whose sums are the portal’s own', async () => {
    const { table, result } = await readTable('/liquidaciones', SETTLEMENTS, TOTALS);
    expect([table, result.breaches, result.rows.length]).toEqual(['liquidaciones', [], 68]);
    expect(result.rows[0]).toEqual({
      numero: expect.stringMatching(/^\d{4}-\d{8}$/) as string,
      fecha: expect.stringMatching(/^20\d\d-\d\d-\d\d$/) as string,
      contrato: expect.stringMatching(/^C-/) as string,
      especie: expect.any(String) as string,
      toneladas: expect.any(Number) as number,
      importe: expect.any(Number) as number,
      moneda: expect.stringMatching(/^ARS|USD$/) as string,
    });
  });

  it('gives contracts, quotas and delivery tickets that keep their contracts', async () => {
    const contracts = [
      'Contrato',
      'Fecha',
      'Campaña',
      'Especie',
      'Pactadas (t)',
      'Entregadas (t)',
      'Precio',
      'Moneda',
      'Destino',
      'Estado',
    ];
    const quotas = ['Cupo', 'Fecha', 'Terminal', 'Especie', 'Camiones', 'Utilizados', 'Estado'];
    const deliveries = [
      'Ticket',
      'Fecha',
      'Carta de porte',
      'Contrato',
      'Especie',
      'Patente',
      'Bruto (kg)',
      'Tara (kg)',
      'Neto (kg)',
      'Humedad (%)',
    ];
    const read = [
      await readTable('/contratos', contracts, ['total-pactadas', 'total-entregadas']),
      await readTable('/cupos', quotas, []),
    ];
    expect(read.map(({ table, result }) => [table, result.breaches])).toEqual([
      ['contratos', []],
      ['cupos', []],
    ]);
    const { table, result } = await readTable('/entregas', deliveries, ['total-cantidad', 'total-neto']);
    // Whoever follows its "Siguiente" to the end has the last page twice, and is told so.
    expect(table).toBe('entregas');
    expect([...new Set(result.breaches.map(({ code }) => code))]).toEqual(['row_twice', 'total_differs']);
  });

  it('is believed no more once one cell is another', async () => {
    let at = 0;
    const tamper = (cells: string[]): string[] => ((at += 1) === 5 ? cells.with(5, '1.000,00') : cells);
    const { result } = await readTable('/liquidaciones', SETTLEMENTS, TOTALS, tamper);
    expect(result.breaches).toMatchObject([
      { code: 'total_differs', column: expect.stringMatching(/^total-(ars|usd)$/) as string },
    ]);
  });
});
