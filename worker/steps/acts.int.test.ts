import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPageServer, type PageServer } from '../test/page-server.ts';
import { runEach, runOneStep, runSteps, type TestRun } from '../test/run-one-step.ts';
import { launchTestBrowser } from '../test/test-browser.ts';
import { ended, matching } from '../test/matchers.ts';

let browser: Browser;
let server: PageServer;
const page = (): string => `${server.url}/pagina.html`;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchTestBrowser(), startPageServer()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Runs acts on the page, then reads what they left there. */
async function after(steps: unknown[], target: unknown, attribute?: string): Promise<TestRun & { seen: unknown }> {
  const read = {
    type: 'extract',
    saveAs: 'r',
    fields: [{ name: 'v', target, ...(attribute === undefined ? {} : { attribute }) }],
  };
  const run = await runSteps(browser, [{ type: 'navigate', url: page() }, ...steps, read]);
  expect(run.result).toMatchObject({ status: 'completed' });
  return { ...run, seen: (run.json('data/r.json') as { v: unknown }).v };
}

describe('acts on a page', () => {
  it('click, found by each kind of candidate', async () => {
    const ways = [
      { by: 'role', role: 'button', name: 'Buscar' },
      { by: 'testId', value: 'buscar' },
      { by: 'id', value: 'btnBuscar' },
      { by: 'css', value: 'form button[type=submit]' },
      { by: 'xpath', value: '//button[@id="btnBuscar"]' },
      { by: 'text', value: 'Buscar' },
    ];
    for (const way of ways) {
      const { seen } = await after([{ type: 'click', target: { candidates: [way] } }], '#enviado');
      expect([way.by, seen]).toEqual([way.by, 'enviado']);
    }
  });

  it('click twice and with another button', async () => {
    expect((await after([{ type: 'click', target: '#teclas-doble', count: 2 }], '#teclas')).seen).toBe('doble');
    const right = await after([{ type: 'click', target: '#menu', button: 'right' }], '#teclas');
    expect(right.seen).toBe('derecho');
  });

  it('click in the row of a text, also where another row’s text begins alike', async () => {
    const target = { candidates: [{ by: 'anchored', anchor: 'LIQ-1', value: 'button.abrir' }] };
    expect((await after([{ type: 'click', target }], 'tr:nth-child(1) button')).seen).toBe('abierta 1');
    expect((await after([{ type: 'click', target }], 'tr:nth-child(2) button')).seen).toBe('Abrir');
  });

  it('click in a frame, in a frame of a frame, and in a shadow root', async () => {
    const inFrame = (css: string, ...frame: unknown[]): unknown => ({ candidates: [{ by: 'css', value: css }], frame });
    expect(
      (await after([{ type: 'click', target: inFrame('button', '#marco') }], inFrame('button', '#marco'))).seen,
    ).toBe('hecho');
    const hondo = {
      candidates: [
        { by: 'css', value: 'iframe[name=nada]' },
        { by: 'css', value: 'iframe[name=hondo]' },
      ],
    };
    expect((await after([], inFrame('#fondo', '#marco', hondo))).seen).toBe('fondo');
    expect((await after([{ type: 'click', target: '#sombra' }], '#sombra')).seen).toBe('tocada');
  });

  it('fill: text, dates as people write them, and an empty field again', async () => {
    const fill = (target: unknown, value: string): unknown => ({ type: 'fill', target, value });
    expect((await after([fill({ candidates: [{ by: 'label', value: 'Desde' }] }, '01/03/2026')], '#desde')).seen).toBe(
      '01/03/2026',
    );
    expect(
      (await after([fill({ candidates: [{ by: 'placeholder', value: 'dd/mm' }] }, 'x'), fill('#desde', '')], '#desde'))
        .seen,
    ).toBe('');
    expect((await after([fill('#fecha', '1/3/2026')], '#fecha')).seen).toBe('2026-03-01');
  });

  it('R50 fill of a password says nothing of it, anywhere', async () => {
    const run = await runSteps(browser, [
      { type: 'navigate', url: page() },
      { type: 'fill', target: '#clave', value: 'Canario-9931' },
      { type: 'evaluate', expression: `document.title = 'Canario-9931'` },
      { type: 'click', target: '#no-esta', timeoutMs: 300 },
    ]);
    expect(run.result.status).toBe('failed');
    expect(JSON.stringify([run.events, run.result])).not.toContain('Canario-9931');
    expect(run.step('2')?.message).toBe('escrito un valor secreto');
  });

  it('press: on an element, on the page, a chord', async () => {
    const run = await after(
      [
        { type: 'press', target: '#desde', key: 'Enter' },
        { type: 'press', key: 'Control+a' },
      ],
      '#teclas',
    );
    expect(run.seen).toContain('Enter');
    expect(run.seen).toContain('Ctrl+a');
  });

  it('choose: by text, by text without accents, by value, several', async () => {
    const choose = (target: string, value: unknown): unknown => ({ type: 'choose', target, value });
    expect((await after([choose('#campaña', '2025/26')], '#campaña')).seen).toBe('2025/26');
    expect((await after([choose('#campaña', '24')], '#campaña', 'value')).seen).toBe('24');
    expect((await after([choose('#granos', ['soja', 'MAIZ'])], '#granos')).seen).toBe('Soja, Maíz');
  });

  it('setChecked: sets, leaves, takes away, also behind a drawn box', async () => {
    const set = (target: string, checked?: boolean): unknown => ({
      type: 'setChecked',
      target,
      ...(checked === undefined ? {} : { checked }),
    });
    expect((await after([set('#acepto')], '#acepto')).seen).toBe('true');
    expect((await after([set('#acepto'), set('#acepto', false)], '#acepto')).seen).toBe('false');
    expect((await after([set('#escondida')], '#escondida')).seen).toBe('true');
    const again = await after([set('#opcion'), set('#opcion')], '#opcion');
    expect(again.step('3')?.message).toBe('ya estaba así');
  });

  it('hover: opens a menu', async () => {
    const menu = await after(
      [
        { type: 'hover', target: '#menu' },
        { type: 'waitFor', target: '#menu li' },
      ],
      '#menu li',
    );
    expect(menu.seen).toBe('Exportar');
  });

  it('answers dialogs and tells of other pages, staying on the page', async () => {
    expect((await after([{ type: 'click', target: '#alerta' }], '#alerta')).seen).toBe('avisado');
    const asked = await after([{ type: 'click', target: '#pregunta' }], '#pregunta');
    expect(asked.seen).toBe('no');
    expect(asked.warnings.join()).toContain('¿Seguro?');
    const popup = await after(
      [
        { type: 'click', target: '#ventana' },
        { type: 'waitFor', target: '#saludo' },
      ],
      'h1',
    );
    expect(popup.seen).toBe('Liquidaciones');
    expect(popup.log.join('\n')).toContain('otra página, «page2»');
  });
});

describe('acts that cannot be done', () => {
  it('are told with their reason', async () => {
    const cases: [object, RegExp][] = [
      [{ type: 'click', target: '#debajo', timeoutMs: 900 }, /^step_timeout.*div id="velo"/],
      [{ type: 'click', target: '#apagado', timeoutMs: 600 }, /^step_timeout.*deshabilitado/],
      [{ type: 'fill', target: '#fijo', value: 'x', timeoutMs: 600 }, /^step_timeout.*solo lectura/],
      [{ type: 'fill', target: 'h1', value: 'x', timeoutMs: 600 }, /^step_failed/],
      [{ type: 'press', key: 'Entrar' }, /^step_failed.*Entrar/],
      [{ type: 'choose', target: '#campaña', value: '1999', timeoutMs: 400 }, /^element_not_found.*«1999»/],
      [{ type: 'choose', target: '#doble', value: 'Igual' }, /^element_ambiguous.*«Igual»/],
      [{ type: 'choose', target: '#campaña', value: ['24', '25'] }, /^step_failed.*una sola opción/],
      [{ type: 'choose', target: '#desde', value: 'x' }, /^step_failed.*lista/],
      [{ type: 'setChecked', target: 'h1', timeoutMs: 500 }, /^step_failed/],
    ];
    const steps = cases.map(([step]) => step);
    const reports = await runEach(browser, page(), steps);
    expect(ended(reports)).toEqual(cases.map(([, message]) => matching(message)));
    expect(reports[5]?.error?.hint).toContain('«2025/26»');
  });

  it('end the run with a picture of the page', async () => {
    const run = await runOneStep(browser, page(), { type: 'press', key: 'Entrar' });
    expect(run.result).toMatchObject({ status: 'failed', error: { code: 'step_failed', stepId: 's2' } });
    expect(run.files).toEqual(['steps/2-after.jpg', 'resume.json']);
  });
});
