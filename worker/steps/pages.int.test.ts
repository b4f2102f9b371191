import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPageServer, type PageServer } from '../test/page-server.ts';
import { runSteps, type TestRun } from '../test/run-one-step.ts';
import { launchTestBrowser } from '../test/test-browser.ts';
import { containing } from '../test/matchers.ts';

let browser: Browser;
let server: PageServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchTestBrowser(), startPageServer()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const open = (): unknown => ({ type: 'navigate', url: `${server.url}/pasos.html` });
const click = (target: string, more: object = {}): unknown => ({ type: 'click', target, ...more });
/** The title of the page that the step acts in, as the variable `name`. */
const title = (saveAs: string, more: object = {}): unknown => ({
  type: 'evaluate',
  expression: 'document.title',
  saveAs,
  ...more,
});
const tell = (...names: string[]): unknown => ({
  type: 'evaluate',
  expression: `({ v: [${names.map((name) => `{{${name}}}`).join()}] })`,
  saveAs: 'fin',
});
const told = (made: TestRun): unknown => (made.json('data/fin.json') as { v: unknown }).v;
async function run(...steps: unknown[]): Promise<TestRun> {
  const made = await runSteps(browser, [open(), ...steps]);
  expect(made.result).toMatchObject({ status: 'completed' });
  return made;
}

describe('several pages', () => {
  it.each([
    ['with an opener', '#abre'],
    ['without one', '#abre-sola'],
    ['that comes late', '#abre-tarde'],
  ])('a page %s gets the name that the click gives it, and is where the flow goes', async (_what, button) => {
    const made = await run(
      click(button, { opens: 'detalle' }),
      title('antes'),
      { type: 'switchPage', page: 'detalle' },
      title('dentro'),
      { type: 'closePage' },
      title('despues'),
      tell('antes', 'dentro', 'despues'),
    );
    expect(told(made)).toEqual(['Pasos', 'Ventana', 'Pasos']);
  });

  it('a step may act in another page, alone and with what is inside it', async () => {
    const made = await run(
      click('#abre', { opens: 'detalle' }),
      title('uno', { page: 'detalle' }),
      title('dos'),
      {
        type: 'forEach',
        items: [1],
        as: 'x',
        page: 'detalle',
        steps: [title('tres'), title('cuatro', { page: 'main' })],
      },
      title('cinco'),
      tell('uno', 'dos', 'tres', 'cuatro', 'cinco'),
    );
    expect(told(made)).toEqual(['Ventana', 'Pasos', 'Ventana', 'Pasos', 'Pasos']);
  });

  it('pages that nobody named are numbered; one is found by its address too', async () => {
    const made = await run(
      click('#abre'),
      click('#abre-tarde'),
      title('segunda', { page: 'page2' }),
      { type: 'switchPage', url: '*tarde' },
      { type: 'evaluate', expression: 'location.search', saveAs: 'tercera' },
      tell('segunda', 'tercera'),
    );
    expect(told(made)).toEqual(['Ventana', '?tarde']);
  });

  it('a page that closes itself takes the flow back to where it was opened', async () => {
    const made = await run(
      click('#abre', { opens: 'detalle' }),
      { type: 'switchPage', page: 'detalle' },
      click('#cierra'),
      title('fin1'),
      tell('fin1'),
    );
    expect(told(made)).toEqual(['Pasos']);
  });

  it('a name goes to the page that was opened last, as in a loop', async () => {
    const steps = [
      click('#abre', { opens: 'detalle' }),
      { type: 'switchPage', page: 'detalle' },
      title('t'),
      { type: 'closePage' },
    ];
    const made = await run({ type: 'repeat', times: 3, steps }, tell('t'));
    expect(told(made)).toEqual(['Ventana']);
  });

  it('dialogs of another page are answered as well', async () => {
    const made = await run(
      click('#abre', { opens: 'detalle' }),
      click('#avisa', { page: 'detalle', dialog: { answer: 'accept' } }),
      { type: 'evaluate', page: 'detalle', expression: 'document.querySelector("#avisa").textContent', saveAs: 'r' },
      tell('r'),
    );
    expect(told(made)).toEqual(['guardado']);
  });

  it.each<[string, unknown[], object]>([
    [
      'no page of that name',
      [{ type: 'switchPage', page: 'otra', timeoutMs: 300 }],
      { code: 'step_failed', message: containing('hay «main»') },
    ],
    [
      'no page of that name for a step',
      [{ type: 'reload', page: 'otra', timeoutMs: 300 }],
      { code: 'step_failed', message: containing('«otra»') },
    ],
    [
      'a click that opens nothing',
      [{ type: 'click', target: '#no-abre', opens: 'detalle', timeoutMs: 500 }],
      { code: 'step_timeout', message: containing('no abrió ninguna página') },
    ],
    ['closing the only page', [{ type: 'closePage' }], { code: 'step_failed', message: containing('única') }],
  ])('%s is told', async (_what, steps, error) => {
    const made = await runSteps(browser, [open(), ...steps]);
    expect(made.result).toMatchObject({ status: 'failed', error });
  });

  it('windows without end are closed, and the run goes on', async () => {
    const many = { type: 'evaluate', expression: 'void Array.from({ length: 30 }, () => open("/ventana.html"))' };
    const made = await run(many, { type: 'wait', until: { visible: '#suma' } }, title('t'), tell('t'));
    expect(told(made)).toEqual(['Pasos']);
    expect(made.warnings.join('\n')).toContain('demasiadas ventanas');
  });
});

describe('going back and loading again', () => {
  it('back leads to the page before, and says where there is none', async () => {
    const made = await run(
      { type: 'navigate', url: `${server.url}/ventana.html` },
      { type: 'back' },
      title('t'),
      tell('t'),
    );
    expect(told(made)).toEqual(['Pasos']);
    const first = await runSteps(browser, [
      { type: 'navigate', url: `${server.url}/ventana.html` },
      { type: 'back' },
      { type: 'back' },
    ]);
    expect(first.result).toMatchObject({ status: 'failed', error: { code: 'step_failed' } });
  });

  it('reload forgets what the page had become', async () => {
    const made = await run(
      click('#suma'),
      { type: 'reload' },
      { type: 'evaluate', expression: 'document.querySelector("#suma").textContent', saveAs: 'n' },
      tell('n'),
    );
    expect(told(made)).toEqual(['0']);
  });
});
