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

const session = { cookies: [{ name: 'sesion', value: 'abierta-12345', domain: '127.0.0.1' }], connectedAt: 1 };

/** Downloads by a click on a link to the path. */
const click = (path: string, more: Record<string, unknown> = {}, attributes = ''): Promise<TestRun> =>
  runSteps(
    browser,
    [
      { type: 'navigate', url: `${server.url}/pagina2.html` },
      { type: 'evaluate', expression: `document.body.innerHTML = '<a id=d href="${path}" ${attributes}>bajar</a>'` },
      { type: 'download', target: '#d', ...more },
    ],
    { session },
  );
const fetchUrl = (path: string, more: Record<string, unknown> = {}): Promise<TestRun> =>
  runSteps(
    browser,
    [
      { type: 'navigate', url: `${server.url}/pagina2.html` },
      { type: 'download', url: `${server.url}${path}`, saveAs: 'f', ...more },
      { type: 'assert', target: 'h1', text: 'Segunda página' },
    ],
    { session },
  );

describe('download', () => {
  it('by a click: the file, its name and its size', async () => {
    const run = await click('/archivo?n=Liquidación 7.pdf&t=contenido', { saveAs: 'pdf' });
    expect(run.result).toMatchObject({ status: 'completed', data: [] });
    expect(run.files).toEqual(['downloads/Liquidación 7.pdf']);
    expect(run.text('downloads/Liquidación 7.pdf')).toBe('contenido');
    expect(run.step('3')?.message).toBe('Liquidación 7.pdf (9 bytes)');
  });

  it('by a click that opens another window', async () => {
    expect((await click('/archivo?n=a.csv', {}, 'target=_blank')).files).toEqual(['downloads/a.csv']);
  });

  it('of what the window shows instead of saving it', async () => {
    const run = await click('/texto');
    expect(run.text('downloads/texto')).toBe('a la vista');
  });

  it('from an address, with the session, staying on the page', async () => {
    const run = await fetchUrl('/archivo?n=a.pdf');
    expect(run.result.status).toBe('completed');
    expect(run.text('downloads/a.pdf')).toBe('contenido de a.pdf');
    expect(server.headersOf('/archivo')).toMatchObject({
      cookie: 'sesion=abierta-12345',
      referer: `${server.url}/pagina2.html`,
    });
    expect((await fetchUrl('/texto')).text('downloads/texto')).toBe('a la vista');
  });

  it('makes names safe, and each its own', async () => {
    const run = await runSteps(browser, [
      {
        type: 'forEach',
        as: 'n',
        items: ['a.pdf', 'A.pdf', '..%2F..%2Fetc%2Fpasswd', 'con.txt'],
        steps: [{ type: 'download', url: `${server.url}/archivo?n={{n}}` }],
      },
    ]);
    expect(run.result.status).toBe('completed');
    const names = run.files.map((name) => name.replace('downloads/', ''));
    expect(names.slice(0, 2)).toEqual(['a.pdf', 'A (2).pdf']);
    for (const name of names) expect(name).not.toMatch(/[/\\]|^\.|^con\./);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(4);
  });

  it('warns of an empty file', async () => {
    expect((await fetchUrl('/archivo?n=v.txt&t=')).warnings.join()).toContain('vacío');
  });

  it('for each row of a table, by the row’s number', async () => {
    const run = await runSteps(browser, [
      { type: 'navigate', url: `${server.url}/tabla` },
      {
        type: 'extractTable',
        target: 'table.resultados',
        saveAs: 'filas',
        columns: [{ name: 'numero', header: 'Número' }],
      },
      {
        type: 'forEach',
        items: '{{filas}}',
        as: 'fila',
        steps: [
          { type: 'download', target: "a[data-id='{{fila.numero}}']", saveAs: 'pdf', name: 'PDF de {{fila.numero}}' },
        ],
      },
    ]);
    expect(run.result.status).toBe('completed');
    expect(run.files).toEqual([
      'data/filas.json',
      'data/filas.csv',
      'downloads/L-11.pdf',
      'downloads/L-12.pdf',
      'data/filas.xlsx',
    ]);
    expect(run.step('3[2].1')).toMatchObject({
      name: 'PDF de L-12',
      status: 'passed',
      message: containing('L-12.pdf'),
    });
  });

  it.each<[string, () => Promise<TestRun>, Record<string, unknown>]>([
    ['a click download that breaks off', () => click('/cortado'), { code: 'download_interrupted', retryable: true }],
    ['one from an address that breaks off', () => fetchUrl('/cortado'), { code: 'download_interrupted' }],
    [
      'one that stops to come',
      () => click('/estancado', { timeoutMs: 1500 }),
      { code: 'download_interrupted', message: containing('no terminó') },
    ],
    [
      'a click that starts none',
      () => click('#', { timeoutMs: 800 }),
      { code: 'step_timeout', message: containing('no inició ninguna descarga') },
    ],
    [
      'an address of a page',
      () => fetchUrl('/pagina.html'),
      { code: 'step_failed', message: containing('una página, no con un archivo') },
    ],
    ['an address that is not there', () => fetchUrl('/404'), { code: 'step_failed', message: containing('404') }],
    ['a server error', () => fetchUrl('/500'), { code: 'page_server_error' }],
    ['a server that never answers', () => fetchUrl('/nunca', { timeoutMs: 700 }), { code: 'page_timeout' }],
    ['a server that hangs up', () => fetchUrl('/corta'), { code: 'page_unreachable' }],
    [
      'a link that is not there',
      () => click('/archivo', { target: '#no', timeoutMs: 400 }),
      { code: 'element_not_found' },
    ],
  ])('fails for %s', async (_, work, error) => {
    const run = await work();
    expect(run.result).toMatchObject({ status: 'failed', error });
    expect(run.files.filter((name) => name.startsWith('downloads/'))).toEqual([]);
  });

  it('needs_login when the login page comes instead of the file', async () => {
    const address = await runSteps(browser, [{ type: 'download', url: `${server.url}/redirige?a=/ingresar` }]);
    expect(address.result.status).toBe('needs_login');
    expect((await click('/redirige?a=/ingresar', { timeoutMs: 1000 })).result.status).toBe('needs_login');
  });
});
