import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningPortal } from '../portal.ts';
import { startPortal } from '../portal.ts';
import { pdfText } from '../test/pdf-text.ts';
import type { PortalClient } from '../test/portal-client.ts';
import { createPortalClient } from '../test/portal-client.ts';
import { hundredths, nextAddress, tableRows, textOf } from '../test/read-page.ts';

let portal: RunningPortal;
let client: PortalClient;

beforeAll(async () => {
  portal = await startPortal({ port: 0 });
  client = createPortalClient(portal.url);
  await client.signIn();
});
afterAll(() => portal.close());

async function allRows(address: string): Promise<{ rows: string[][]; pages: number }> {
  const rows: string[][] = [];
  let pages = 0;
  for (let next: string | undefined = address; next !== undefined; pages += 1) {
    const page = await client.text(next);
    rows.push(...tableRows(page, 'resultados'));
    next = nextAddress(page);
  }
  return { rows, pages };
}

function sum(rows: readonly string[][], column: number): number {
  return rows.reduce((total, row) => total + hundredths(row[column] ?? ''), 0);
}

test('"Siguiente" leads through all pages and ends, and the printed totals are the sums of the rows', async () => {
  const { rows, pages } = await allRows('/liquidaciones');
  const first = await client.text('/liquidaciones');
  expect(pages).toBe(7);
  expect(textOf(first, 'pagina-actual')).toBe('Página 1 de 7');
  expect(rows).toHaveLength(Number(textOf(first, 'total-cantidad')));
  expect(new Set(rows.map(([number]) => number)).size).toBe(rows.length);
  expect(sum(rows, 4)).toBe(hundredths(textOf(first, 'total-toneladas') ?? ''));
  for (const currency of ['ARS', 'USD']) {
    const ofCurrency = rows.filter((row) => row[6] === currency);
    expect(ofCurrency.length).toBeGreaterThan(10);
    expect(sum(ofCurrency, 5)).toBe(hundredths(textOf(first, `total-${currency.toLowerCase()}`) ?? ''));
  }
  for (const row of rows)
    expect(row.join('|')).toMatch(
      /^0004-\d{8}\|\d\d\/\d\d\/\d{4}\|C-\d\d-\d{4}\|\S+\|[\d.]+,\d\d\|-?[\d.]+,\d\d\|(ARS|USD)$/,
    );
});

test('the filter finds the rows of those days, that campaign and that species', async () => {
  const campaigns = new Map<string | undefined, string | undefined>();
  for (const page of [1, 2, 3]) {
    const contracts = tableRows(await client.text(`/contratos?pagina=${page}`), 'contratos');
    for (const [number, , campaign] of contracts) campaigns.set(number, campaign);
  }
  const isoDay = (day = ''): string => day.split('/').toReversed().join('-');
  const wanted = ([, day, contract, species]: string[]): boolean =>
    isoDay(day) >= '2024-08-18' &&
    isoDay(day) <= '2024-09-27' &&
    species === 'Soja' &&
    campaigns.get(contract) === '2023/24';
  const { rows: everything } = await allRows('/liquidaciones');
  const { rows } = await allRows('/liquidaciones?desde=18/08/2024&hasta=27/09/2024&campana=2023%2F24&especie=Soja');
  expect(rows).toHaveLength(3);
  expect(rows).toEqual(everything.filter(wanted));
});

test('a long result of a filter keeps it in the address of "Siguiente"', async () => {
  const page = await client.text('/liquidaciones?campana=2025%2F26');
  expect(nextAddress(page)).toBe('/liquidaciones?campana=2025%2F26&pagina=2');
  expect(page).toMatch(/<option value="2025\/26" selected>/);
});

test('nothing found is said, with an empty table and no pages', async () => {
  const page = await client.text('/liquidaciones?desde=01/01/2030');
  expect(textOf(page, 'sin-resultados')).toBe('No se encontraron liquidaciones con ese filtro.');
  expect(tableRows(page, 'resultados')).toEqual([]);
  expect(nextAddress(page)).toBeUndefined();
  expect(textOf(page, 'total-ars')).toBe('0,00');
});

test.each([
  ['desde=31/02/2026', 'desde', '«31/02/2026» no es una fecha. Escríbala como dd/mm/aaaa.'],
  ['hasta=2026-01-31', 'hasta', '«2026-01-31» no es una fecha. Escríbala como dd/mm/aaaa.'],
  ['desde=02/01/2026&hasta=01/01/2026', 'hasta', 'La fecha hasta es anterior a la fecha desde.'],
  ['campana=1999/00', 'campaña', '«1999/00» no es una campaña. Elija una de la lista.'],
  ['especie=Alpiste', 'especie', '«Alpiste» no es una especie. Elija una de la lista.'],
])('the filter %s is refused by its field, for the list and for the CSV', async (query, field, text) => {
  for (const path of ['/liquidaciones', '/liquidaciones/exportar.csv']) {
    const answer = await client.get(`${path}?${query}`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(`data-campo="${field}" role="alert">${text}</p>`);
  }
});

test('hostile filter input comes back as text', async () => {
  const hostile = `"><script>alert(1)</script>`;
  const query = new URLSearchParams({ desde: hostile, hasta: hostile, campana: hostile, especie: hostile });
  const page = await client.text(`/liquidaciones?${query.toString()}`);
  expect(page).not.toContain('<script>alert');
  expect(page.split('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;')).toHaveLength(7);
  const twice = await client.get('/liquidaciones?especie=Soja&especie=x&desde[a]=1&pagina=-1&pagina=2');
  expect(twice.status).toBe(200);
});

test.each([
  ['0', 1],
  ['x', 1],
  ['7', 7],
  ['999999', 7],
])('page %s is page %i', async (asked, shown) => {
  expect(textOf(await client.text(`/liquidaciones?pagina=${asked}`), 'pagina-actual')).toBe(`Página ${shown} de 7`);
});

test('the CSV has the rows of the filtered list', async () => {
  const query = 'campana=2023%2F24&especie=Soja';
  const answer = await client.get(`/liquidaciones/exportar.csv?${query}`);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename=liquidaciones.csv');
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const [head, ...lines] = bytes.toString('utf8').slice(1).trimEnd().split('\r\n');
  expect(head).toBe('Número;Fecha;Contrato;Especie;Toneladas;Importe;Moneda');
  const { rows } = await allRows(`/liquidaciones?${query}`);
  expect(rows.length).toBeGreaterThan(0);
  expect(lines.map((line) => line.split(';'))).toEqual(rows);
});

test('the detail repeats its row and its account adds up', async () => {
  const [row = []] = tableRows(await client.text('/liquidaciones'), 'resultados');
  const detail = await client.text(`/liquidaciones/detalle/${row[0]}`);
  expect(['numero', 'fecha', 'contrato', 'toneladas', 'neto'].map((id) => textOf(detail, `detalle-${id}`))).toEqual([
    row[0],
    row[1],
    row[2],
    row[4],
    row[5],
  ]);
  expect(sum(tableRows(detail, 'importes'), 1)).toBe(hundredths(row[5] ?? ''));
  const kilograms = tableRows(detail, 'entregas').map((cells) => Number(cells[3]?.replace('.', '')));
  expect(kilograms.reduce((total, kg) => total + kg, 0)).toBe(hundredths(row[4] ?? '') * 10);
});

test('the PDF is a file with real text, the same bytes each time', async () => {
  const [row = []] = tableRows(await client.text('/liquidaciones'), 'resultados');
  const path = `/liquidaciones/${row[0]}/pdf`;
  const answer = await client.get(path);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename=liquidacion-${row[0]}.pdf`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(bytes.subarray(-6).toString().trim()).toBe('%%EOF');
  const text = pdfText(bytes);
  for (const part of [`Número: ${row[0]}`, `Fecha: ${row[1]}`, `Campaña: `, `Importe neto\n${row[5]}`])
    expect(text).toContain(part);
  expect(Buffer.from(await (await client.get(path)).arrayBuffer())).toEqual(bytes);
});

test.each(['/liquidaciones/exportar.csv', '/liquidaciones/0004-00000000/pdf', '/liquidaciones/detalle/0004-00000000'])(
  '%s needs a session, and an unknown number is 404',
  async (path) => {
    const stranger = await createPortalClient(portal.url).get(path);
    expect(stranger.status).toBe(302);
    expect(stranger.headers.get('location')).toBe(`/ingresar?volver=${encodeURIComponent(path)}`);
    expect((await client.get(path)).status).toBe(path.endsWith('.csv') ? 200 : 404);
  },
);
