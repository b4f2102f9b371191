import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchTestBrowser } from '../../../worker/test/test-browser.ts';
import { normalise } from '../normalise/normalise.ts';
import { startFixtureSite, type FixtureSite } from './fixture-site.ts';
import { html, type Fixture } from './fixture.ts';
import { launchRecorded, record, type RecordedBrowser } from './kit.ts';
import { replay } from './replay.ts';

const rowsOf = (page: number): string[][] =>
  [0, 1, 2, 3, 4, 5].map((n) => [`L-${page}${n}`, ['Soja', 'Maíz'][n % 2] ?? '', `${page}${n},00`]);
const tablePage = (page: number): string =>
  html(`<h1>Liquidaciones</h1><p id="saldo">Saldo: <b>1.250,00</b></p><table><thead><tr><th>Número</th><th>Producto</th><th>Importe (ARS)</th></tr></thead>
  <tbody>${rowsOf(page)
    .map((cells) => `<tr onclick="nota('fila')">${cells.map((text) => `<td>${text}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>
  <nav>${page > 1 ? `<a href="p${page - 1}">Anterior</a>` : ''}${page < 3 ? `<a href="p${page + 1}">Siguiente</a>` : ''}</nav>
  <a href="#" onclick="return false" title="Descargar detalle">Detalle</a>`);
const TABLES: Fixture = {
  name: 'tables',
  notes: [],
  act: () => Promise.resolve(),
  pages: { '': tablePage(1), p1: tablePage(1), p2: tablePage(2), p3: tablePage(3) },
};

let recorded: RecordedBrowser;
let robot: Browser;
let site: FixtureSite;
beforeAll(async () => {
  [recorded, robot, site] = await Promise.all([launchRecorded(), launchTestBrowser(), startFixtureSite([TABLES])]);
});
afterAll(async () => {
  await recorded.close();
  await robot.close();
  await site.close();
});

describe('pointing at data', () => {
  it('a table: columns by their headers, how it turns its page, five rows to look at; the robot reads all pages', async () => {
    const session = await record(recorded);
    site.forget(TABLES);
    await session.page.goto(site.urlOf(TABLES));
    await session.recorder.pick('table');
    await session.page.getByText('L-12').click();
    await session.recorder.stop();
    const recording = normalise(session.events());
    await session.close();
    const [, read] = recording.steps;
    expect(recording.steps).toHaveLength(2);
    expect(read?.step).toMatchObject({
      type: 'extractTable',
      saveAs: 'tabla',
      columns: [
        { name: 'numero', header: 'Número' },
        { name: 'producto', header: 'Producto' },
        { name: 'importe_ars', header: 'Importe (ARS)' },
      ],
      // Not by the address: on the last page that one is where «Anterior» leads.
      pagination: {
        next: {
          candidates: [
            { by: 'role', role: 'link', name: 'Siguiente', exact: true },
            { by: 'text', value: 'Siguiente', exact: true },
          ],
        },
      },
    });
    expect(read?.sample).toEqual(rowsOf(1).slice(0, 5));
    // The click that pointed did not reach the page.
    expect(site.notes(TABLES)).toEqual([]);
    const run = await replay(robot, recording, TABLES);
    expect(run.result.status).toBe('completed');
    const all = [1, 2, 3].flatMap(rowsOf).map(([numero, producto, importe_ars]) => ({ numero, producto, importe_ars }));
    expect(run.json('data/tabla.json')).toEqual(all);
  });

  it('values one after the other are one reading', async () => {
    const session = await record(recorded);
    await session.page.goto(site.urlOf(TABLES));
    await session.recorder.pick('field');
    await session.page.locator('#saldo b').click();
    await expect.poll(() => session.events().filter((event) => event.from === 'page').length).toBe(1);
    await session.recorder.settled();
    await session.recorder.pick('field');
    await session.page.getByRole('heading').click();
    await session.recorder.stop();
    const recording = normalise(session.events());
    await session.close();
    expect(recording.steps[1]?.sample).toEqual([['1.250,00'], ['Liquidaciones']]);
    const run = await replay(robot, recording, TABLES);
    expect(Object.values(run.json('data/datos.json') as object)).toEqual(['1.250,00', 'Liquidaciones']);
  });

  it('ends with Escape, and then acts are recorded again', async () => {
    const session = await record(recorded);
    await session.page.goto(site.urlOf(TABLES));
    await session.recorder.pick('field');
    await session.page.keyboard.press('Escape');
    await session.page.getByRole('link', { name: 'Detalle' }).click();
    await session.recorder.stop();
    const { steps } = normalise(session.events());
    await session.close();
    expect(steps.map(({ step }) => step.type)).toEqual(['navigate', 'click']);
  });
});

describe('the list of a right click', () => {
  it.each([
    ['hover', { type: 'hover' }],
    ['doubleClick', { type: 'click', count: 2 }],
    ['waitFor', { type: 'waitFor' }],
    ['checkText', { type: 'assert', text: 'Detalle' }],
  ] as const)('%s becomes a step about the element', async (choice, step) => {
    const session = await record(recorded);
    await session.page.goto(site.urlOf(TABLES));
    await session.page.getByRole('link', { name: 'Detalle' }).click({ button: 'right' });
    await session.recorder.settled();
    const about = session.events().findLast((event) => event.from === 'page' && event.act.kind === 'context')?.id ?? '';
    session.recorder.note({ kind: 'listed', choice, about });
    await session.recorder.stop();
    const recording = normalise(session.events());
    await session.close();
    expect(recording.steps).toHaveLength(2);
    expect(recording.steps[1]?.step).toMatchObject({ ...step, target: { name: 'Detalle' } });
    expect((await replay(robot, recording, TABLES)).result.status).toBe('completed');
  });
});
