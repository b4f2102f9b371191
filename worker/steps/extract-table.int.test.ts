import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPageServer, type PageServer } from '../test/page-server.ts';
import { runEach, runOneStep, runSteps, type TestRun, type TestRunOptions } from '../test/run-one-step.ts';
import { launchTestBrowser } from '../test/test-browser.ts';
import { containing, ended, matching } from '../test/matchers.ts';

let browser: Browser;
let server: PageServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchTestBrowser(), startPageServer()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const read = (path: string, step: Record<string, unknown>, options?: TestRunOptions): Promise<TestRun> =>
  runOneStep(browser, `${server.url}${path}`, { type: 'extractTable', saveAs: 't', ...step }, options);
const odd = (step: Record<string, unknown>): Promise<TestRun> => read('/tablas-raras.html', step);

const SIX = [1, 2, 3].flatMap((page) =>
  [1, 2].map((row) => ({ Número: `L-${page}${row}`, Importe: `${page}${row},00` })),
);
const next = { next: '.siguiente' };

describe('extractTable over documents', () => {
  it.each(['ausente', 'atributo', 'aria', 'clase', 'misma', 'circulo'])(
    'ends where the pager ends: %s',
    async (end) => {
      const run = await read(`/tabla?fin=${end}`, { target: 'table.resultados', pagination: next });
      expect(run.result).toMatchObject({ status: 'completed', data: ['t'] });
      expect(run.json('data/t.json')).toEqual(SIX);
      expect(run.step('2')?.message).toBe('6 filas en 3 páginas');
      expect(run.warnings).toEqual([]);
    },
  );

  it('saves CSV for spreadsheets, and columns as they are wanted', async () => {
    const run = await read('/tabla', {
      target: 'table.resultados',
      columns: [
        { name: 'id', header: 'numero', attribute: 'data-id' },
        { name: 'pdf', header: 'Número', attribute: 'href' },
        { name: 'importe', index: 1 },
      ],
    });
    expect(run.json('data/t.json')).toEqual([
      { id: 'L-11', pdf: `${server.url}/archivo?n=L-11.pdf`, importe: '11,00' },
      { id: 'L-12', pdf: `${server.url}/archivo?n=L-12.pdf`, importe: '12,00' },
    ]);
    expect(run.text('data/t.csv')).toContain('id;pdf;importe\r\nL-11;');
    expect(run.files).toEqual(['data/t.json', 'data/t.csv', 'data/t.xlsx']);
    expect(run.step('2')?.message).toBe('2 filas');
  });

  it('says that there is more than maxPages', async () => {
    const run = await read('/tabla', { target: 'table.resultados', pagination: { ...next, maxPages: 2 } });
    expect(run.json('data/t.json')).toEqual(SIX.slice(0, 4));
    expect(run.warnings.join()).toContain('hay más páginas: se leyeron solo las primeras 2');
    expect(run.step('2')?.message).toContain('hay más páginas');
    const exact = await read('/tabla', { target: 'table.resultados', pagination: { ...next, maxPages: 3 } });
    expect(exact.warnings).toEqual([]);
  });

  it('keeps rows that stand on two pages, and says so', async () => {
    const run = await read('/tabla?gemelo', { target: 'table.resultados', pagination: next });
    expect(run.json('data/t.json')).toHaveLength(7);
    expect(run.warnings.join()).toContain('1 fila repetida entre páginas; se conservan todas');
  });

  it('reads a table in a frame, page after page', async () => {
    const frame = ['#marco'];
    const run = await odd({
      target: { candidates: [{ by: 'css', value: 'table' }], frame },
      pagination: { next: { candidates: [{ by: 'css', value: '.siguiente' }], frame } },
    });
    expect(run.json('data/t.json')).toEqual(SIX);
  });

  it('needs_login when the session ends between two pages', async () => {
    const setUp = {
      type: 'evaluate',
      expression: `document.querySelector('.siguiente').href = '/redirige?a=/ingresar'`,
    };
    const run = await runOneStep(browser, `${server.url}/tabla`, {
      type: 'if',
      condition: { url: '*' },
      then: [setUp, { type: 'extractTable', saveAs: 't', target: 'table.resultados', pagination: next }],
    });
    expect(run.result).toMatchObject({ status: 'needs_login' });
    expect(run.files).not.toContain('data/t.json');
  });

  it('fails when the next page does not come, instead of leaving rows out', async () => {
    const setUp = {
      type: 'evaluate',
      expression: `document.querySelector('.siguiente').onclick = () => { fetch('/nunca'); return false }; null`,
    };
    const run = await runOneStep(browser, `${server.url}/tabla`, {
      type: 'if',
      condition: { url: '*' },
      then: [setUp, { type: 'extractTable', target: 'table.resultados', pagination: next, timeoutMs: 3000 }],
    });
    expect(run.result).toMatchObject({
      status: 'failed',
      error: { code: 'step_timeout', message: containing('página siguiente') },
    });
  });
});

describe('extractTable in one document', () => {
  const rows = SIX.map(({ Número: numero, Importe: importe }) => ({ numero, importe }));
  it.each([
    ['pagina', rows],
    ['mas', rows],
    ['vacia', rows],
    ['quieta', rows],
  ])('follows a pager that changes the page: %s', async (mode, expected) => {
    const run = await read(`/tabla-aqui.html?modo=${mode}`, { target: '#t', pagination: { next: '#sig' } });
    expect(run.json('data/t.json')).toEqual(expected);
    expect(run.warnings).toEqual([]);
    expect(run.step('2')?.message).toBe('6 filas en 3 páginas');
  });
});

describe('extractTable of odd tables', () => {
  it('merges spans, leaves footers and hidden rows out, finds tables in boxes, fields in cells, and grids', async () => {
    const table = (target: string, saveAs: string): object => ({ type: 'extractTable', target, saveAs });
    const run = await runSteps(browser, [
      { type: 'navigate', url: `${server.url}/tablas-raras.html` },
      table('#spans', 'spans'),
      table('#caja', 'caja'),
      table('#rejilla', 'rejilla'),
    ]);
    expect(run.json('data/spans.json')).toEqual([
      { Fecha: '01/03', 'Importe ARS': '10', 'Importe USD': '1' },
      { Fecha: '01/03', 'Importe ARS': '20', 'Importe USD': '2' },
    ]);
    expect(run.json('data/caja.json')).toEqual([{ A: '1', 'A (2)': '2', 'Columna 3': '3' }]);
    expect(run.json('data/rejilla.json')).toEqual([{ Grano: 'Soja', Tn: '30,5' }]);
  });

  it('says what an empty table says', async () => {
    const run = await odd({ target: '#vacia' });
    expect(run.json('data/t.json')).toEqual([]);
    expect(run.warnings.join()).toContain('«No se encontraron registros»');
  });

  it('says what cannot be read', async () => {
    const bad: [object, RegExp][] = [
      [{ target: '#dos' }, /^element_ambiguous.*2 tablas/],
      [{ target: 'iframe' }, /^element_not_found/],
      [{ target: '#no', timeoutMs: 400 }, /^element_not_found/],
      [{ target: '#spans', columns: [{ name: 'Saldo' }] }, /^element_not_found.*«Saldo»/],
      [{ target: '#spans', columns: [{ name: 'x', index: 9 }] }, /^element_not_found.*columna 9/],
      [{ target: '#spans', pagination: { next: 'td' } }, /^element_ambiguous/],
      [{ target: '#spans', pagination: { next: 'a[' } }, /^step_failed/],
    ];
    const steps = bad.map(([step]) => ({ type: 'extractTable', ...step }));
    const reports = await runEach(browser, `${server.url}/tablas-raras.html`, steps);
    expect(ended(reports)).toEqual(bad.map(([, message]) => matching(message)));
  });
});
