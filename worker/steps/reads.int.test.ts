import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ended, matching } from '../test/matchers.ts';
import { startPageServer, type PageServer } from '../test/page-server.ts';
import { runEach, runOneStep, runSteps } from '../test/run-one-step.ts';
import { launchTestBrowser } from '../test/test-browser.ts';

let browser: Browser;
let server: PageServer;
const page = (): string => `${server.url}/pagina.html`;
const one = (step: unknown): ReturnType<typeof runOneStep> => runOneStep(browser, page(), step);
const each = (steps: object[]): ReturnType<typeof runEach> => runEach(browser, page(), steps);

beforeAll(async () => {
  [browser, server] = await Promise.all([launchTestBrowser(), startPageServer()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
/** Width and height stand in the first chunk of a PNG. */
const sizeOf = (png: Buffer): { width: number; height: number } => ({
  width: png.readUInt32BE(16),
  height: png.readUInt32BE(20),
});

describe('extract', () => {
  it('reads texts as they are seen and written, fields, attributes as they are of use', async () => {
    const run = await one({
      type: 'extract',
      saveAs: 'resumen',
      fields: [
        { name: 'saldo', target: '#saldo' },
        { name: 'mayus', target: '#mayus' },
        { name: 'enlace', target: 'a.detalle', attribute: 'href' },
        { name: 'fijo', target: '#fijo' },
        { name: 'oculto', target: '#invisible' },
        { name: 'sombra', target: '#texto-sombra' },
        { name: 'nada', target: '#no-esta', optional: true },
        { name: 'sin', target: 'a.detalle', attribute: 'download', optional: true },
      ],
    });
    expect(run.result).toMatchObject({ status: 'completed', data: ['resumen'] });
    expect(run.files).toEqual(['data/resumen.json', 'data/resumen.csv', 'data/resumen.xlsx']);
    expect(run.json('data/resumen.json')).toEqual({
      saldo: '1.234,56 USD',
      mayus: 'Girasol alto\noleico',
      enlace: `${server.url}/detalle?id=7`,
      fijo: 'no se cambia',
      oculto: 'no se ve',
      sombra: 'en la sombra',
      nada: null,
      sin: null,
    });
    expect(run.step('2')?.message).toContain('sin valor: nada, sin');
  });

  it('fails for what is not there, is there several times, or has no such attribute', async () => {
    const field = (more: object): object => ({
      type: 'extract',
      timeoutMs: 500,
      saveAs: 'r',
      fields: [{ name: 'x', ...more }],
    });
    const reports = await each([
      field({ target: '#no-esta' }),
      field({ target: 'button.ver' }),
      field({ target: '#saldo', attribute: 'href' }),
    ]);
    expect(ended(reports)).toEqual([
      matching(/^element_not_found/),
      matching(/^element_ambiguous/),
      matching(/^step_failed.*«href»/),
    ]);
    const run = await one(field({ target: '#no-esta' }));
    expect(run.result).toMatchObject({ status: 'failed', error: { stepId: 's2' }, data: [] });
  });
});

describe('waitFor', () => {
  it('waits for an element, a text, an answer, an address, and for one to go', async () => {
    const run = await runSteps(browser, [
      { type: 'navigate', url: page() },
      { type: 'click', target: '#tarde' },
      { type: 'waitFor', target: '#llego' },
      { type: 'waitFor', text: 'llegó' },
      { type: 'waitFor', text: 'Dentro' },
      { type: 'waitFor', target: 'button.ver' },
      { type: 'waitFor', target: '#invisible', state: 'attached' },
      { type: 'click', target: '#pide' },
      { type: 'waitFor', response: '*/filas.json*' },
      { type: 'evaluate', expression: `setTimeout(() => history.pushState(0, '', '/otra?x=1'), 50) && null` },
      { type: 'waitFor', url: '*/otra' },
      { type: 'evaluate', expression: `setTimeout(() => document.getElementById('llego').remove(), 50) && null` },
      { type: 'waitFor', target: '#llego', state: 'gone' },
      { type: 'waitFor', target: '#invisible', state: 'hidden' },
    ]);
    expect(run.result).toMatchObject({ status: 'completed' });
  });

  it('says what did not come', async () => {
    const wait = (what: object): object => ({ type: 'waitFor', timeoutMs: 300, ...what });
    const reports = await each([
      wait({ target: '#no' }),
      wait({ target: 'h1', state: 'gone' }),
      wait({ text: 'nunca se dijo' }),
      wait({ url: '*/nunca' }),
      wait({ response: '*/nunca' }),
      wait({ target: 'a[' }),
    ]);
    expect(ended(reports)).toEqual([
      matching(/^element_not_found.*«#no»/),
      matching(/^step_timeout.*«h1» sigue en la página/),
      matching(/^step_timeout.*«nunca se dijo»/),
      matching(/^step_timeout.*\*\/nunca/),
      matching(/^step_timeout.*respuesta/),
      matching(/^step_failed/),
    ]);
  });
});

describe('assert', () => {
  const check = (what: object, timeoutMs: number): object => ({ type: 'assert', timeoutMs, ...what });

  it('holds', async () => {
    const good = [
      { target: 'h1', text: 'Liquidaciones' },
      { target: 'h1' },
      { target: '#fijo', value: 'no se cambia' },
      { target: 'button.ver', count: 3 },
      { target: '#no', count: 0 },
      { target: '#invisible', visible: false },
      { url: '*/pagina.html' },
      { target: '#saldo', text: '1.234,56 USD', url: 'pagina' },
    ];
    expect(ended(await each(good.map((what) => check(what, 2000))))).toEqual(good.map(() => 'passed'));
  });

  it('does not hold: says what was expected and what was found', async () => {
    const bad: [object, RegExp][] = [
      [{ target: 'h1', text: 'Contratos' }, /^assertion_failed.*dijera «Contratos» y dice «Liquidaciones»/],
      [{ target: '#fijo', value: 'otro' }, /^assertion_failed.*valor «otro» y tiene «no se cambia»/],
      [{ target: 'button.ver', count: 2 }, /^assertion_failed.*Se esperaban 2 .* hay 3/],
      [{ target: 'h1', visible: false }, /^assertion_failed.*no se viera/],
      [{ target: '#invisible' }, /^assertion_failed.*ver .* no se ve/],
      [{ url: '*/contratos' }, /^assertion_failed.*como \*\/contratos y es http/],
      [{ target: '#no', text: 'x' }, /^element_not_found.*«#no»/],
      [{ target: 'button.ver', text: 'x' }, /^element_ambiguous.*3 elementos/],
    ];
    expect(ended(await each(bad.map(([what]) => check(what, 400))))).toEqual(
      bad.map(([, message]) => matching(message)),
    );
  });
});

describe('screenshot', () => {
  it('R50 of the window, the whole page, an element; numbered from 0, secret fields covered', async () => {
    const run = await runSteps(browser, [
      { type: 'navigate', url: page() },
      { type: 'screenshot', saveAs: 'primera' },
      { type: 'evaluate', expression: `document.body.style.height = '3000px'` },
      { type: 'screenshot', fullPage: true },
      { type: 'screenshot', target: '#saldo' },
      { type: 'screenshot', target: '#clave' },
      { type: 'fill', target: '#clave', value: 'Canario-1' },
      { type: 'screenshot', target: '#clave' },
      { type: 'fill', target: '#desde', value: '{{primera}}' },
    ]);
    expect(run.result.status).toBe('completed');
    expect(run.files.filter((name) => name.endsWith('.png'))).toEqual(
      [0, 1, 2, 3, 4].map((n) => `screenshot-${n}.png`),
    );
    expect(run.bytes('screenshot-0.png').subarray(0, 4)).toEqual(PNG);
    expect(sizeOf(run.bytes('screenshot-0.png'))).toEqual({ width: 1366, height: 768 });
    expect(sizeOf(run.bytes('screenshot-1.png')).height).toBeGreaterThanOrEqual(3000);
    expect(sizeOf(run.bytes('screenshot-2.png')).height).toBeLessThan(100);
    expect(run.bytes('screenshot-3.png').equals(run.bytes('screenshot-4.png'))).toBe(true);
    expect(run.step('9')?.message).toContain('screenshot-0.png');
  });

  it('says it when a page is higher than any picture', async () => {
    const run = await runSteps(browser, [
      { type: 'navigate', url: page() },
      { type: 'evaluate', expression: `document.body.style.height = '40000px'` },
      { type: 'screenshot', fullPage: true },
    ]);
    expect(run.result.status).toBe('completed');
    expect(sizeOf(run.bytes('screenshot-0.png')).height).toBe(16_000);
    expect(run.warnings.join()).toContain('px de alto');
  });

  it('of an element that is not there fails, and leaves no number out', async () => {
    const run = await runSteps(browser, [
      { type: 'navigate', url: page() },
      { type: 'screenshot', target: '#no', timeoutMs: 300, onError: 'continue' },
      { type: 'screenshot' },
    ]);
    expect(run.result.status).toBe('completed');
    expect(run.files).toContain('screenshot-0.png');
    expect(run.step('2')).toMatchObject({ status: 'failed', error: { code: 'element_not_found' } });
  });
});

describe('evaluate', () => {
  it('gives what JSON has a word for, as a variable of its type', async () => {
    const good: [string, unknown][] = [
      ['1 + 1', 2],
      [`document.querySelector('h1').textContent`, 'Liquidaciones'],
      ['Promise.resolve({ a: [1, null, true] })', { a: [1, null, true] }],
      ['undefined', null],
      ['({}).x ?? null', null],
      ['[]', []],
    ];
    const names = good.map((_, at) => `v${at}`);
    const run = await runSteps(browser, [
      { type: 'navigate', url: page() },
      ...good.map(([expression], at) => ({ type: 'evaluate', expression, saveAs: names[at] })),
      ...names.map((name) => ({ type: 'setVariable', saveAs: `${name}b`, value: `{{${name}}}` })),
      { type: 'evaluate', expression: `({ todas: [${names.map((name) => `{{${name}b}}`).join()}] })`, saveAs: 'r' },
    ]);
    expect(run.json('data/r.json')).toEqual({ todas: good.map(([, value]) => value) });
  });

  it('saves rows as files, and plain values not', async () => {
    const rows = await one({ type: 'evaluate', expression: `[{ n: 1.5, t: '=1+1' }]`, saveAs: 'filas' });
    expect(rows.text('data/filas.csv')).toBe("\ufeffn;t\r\n1,5;'=1+1\r\n");
    expect((await one({ type: 'evaluate', expression: '7', saveAs: 'siete' })).files).toEqual([]);
  });

  it('refuses what is no expression, or no JSON', async () => {
    const bad: [string, RegExp][] = [
      ['return 1', /Illegal return/],
      ['noExiste()', /noExiste is not defined/],
      [`(() => { throw new Error('mal') })()`, /mal/],
      ['() => 1', /función/],
      ['document.body', /elemento de la página/],
      ['new Date()', /toISOString/],
      ['NaN', /NaN/],
      ['10n', /10n/],
      ['(() => { const a = {}; a.a = a; return a })()', /circular/],
      [`Promise.reject(new Error('tarde'))`, /tarde/],
    ];
    const reports = await each(bad.map(([expression]) => ({ type: 'evaluate', expression })));
    expect(ended(reports)).toEqual(bad.map(([, message]) => matching(message)));
    for (const line of ended(reports)) expect(line).toMatch(/^step_failed/);
  });

  it.each(['while (true) {}', 'new Promise(() => {})'])(
    'R22 %s ends at its time, and the page lives on',
    async (expression) => {
      const run = await runSteps(browser, [
        { type: 'navigate', url: page() },
        { type: 'evaluate', expression, timeoutMs: 400, onError: 'continue' },
        { type: 'assert', target: 'h1', text: 'Liquidaciones' },
      ]);
      expect(run.step('2')).toMatchObject({ status: 'failed', error: { code: 'step_timeout' } });
      expect(run.result.status).toBe('completed');
    },
  );
});
