import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEgressGuard, type EgressGuard } from '../browser/egress-guard.ts';
import { startPageServer, type PageServer } from '../test/page-server.ts';
import { runSteps, type TestRun } from '../test/run-one-step.ts';
import { launchTestBrowser } from '../test/test-browser.ts';
import { containing, matching } from '../test/matchers.ts';

let browser: Browser;
let guarded: Browser;
let guard: EgressGuard;
let server: PageServer;

beforeAll(async () => {
  guard = await createEgressGuard({ allow: [], deny: [], map: new Map() });
  [browser, guarded, server] = await Promise.all([
    launchTestBrowser(),
    launchTestBrowser([`--proxy-server=${guard.url}`, '--proxy-bypass-list=<-loopback>']),
    startPageServer(),
  ]);
});
afterAll(async () => {
  await Promise.all([browser.close(), guarded.close(), server.close(), guard.close()]);
});

const open = (url: string, more: Record<string, unknown> = {}): Promise<TestRun> =>
  runSteps(browser, [{ type: 'navigate', url, ...more }]);

/** A port on which nothing listens. */
async function deadPort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  await new Promise((resolve) => listener.close(resolve));
  return port;
}

describe('navigate', () => {
  it('opens a page and tells its log in words', async () => {
    const run = await open(`${server.url}/pagina.html`);
    expect(run.result).toMatchObject({
      status: 'completed',
      steps: [{ path: '1', type: 'navigate', status: 'passed', stepId: 's1' }],
    });
    expect(run.log[0]).toBe(`Paso 1/1: abrir ${server.url}/pagina.html`);
    expect(run.log[1]).toMatch(/^Paso 1\/1 ✓ \(\d+,\d s\)$/);
  });

  it('follows redirects, also those of scripts, and says where it ended', async () => {
    expect((await open(`${server.url}/redirige?a=/pagina2.html`)).step('1')?.message).toBe(
      `terminó en ${server.url}/pagina2.html`,
    );
    expect((await open(`${server.url}/a-otra`)).result.status).toBe('completed');
  });

  it('warns of a page that is not there', async () => {
    const run = await open(`${server.url}/404`);
    expect(run.result.status).toBe('completed');
    expect(run.warnings.join()).toContain('404');
  });

  it('does not wait for everything if it is told so', async () => {
    expect(
      (await open(`${server.url}/carga-eterna`, { waitUntil: 'domcontentloaded', timeoutMs: 5000 })).result.status,
    ).toBe('completed');
  });

  it('shows no password of an address', async () => {
    const run = await open(`${server.url.replace('http://', 'http://ana:Canario77@')}/pagina2.html`);
    expect(JSON.stringify([run.events, run.result])).not.toContain('Canario77');
  });

  it.each<[string, () => string | Promise<string>, Record<string, unknown>, Record<string, unknown>]>([
    [
      'a name that does not exist',
      () => 'http://no-existe.invalid/',
      {},
      { code: 'page_unreachable', retryable: true, message: containing('DNS') },
    ],
    [
      'nobody listening',
      async () => `http://127.0.0.1:${await deadPort()}/`,
      {},
      { code: 'page_unreachable', message: containing('rechazó') },
    ],
    ['a server that hangs up', () => `${server.url}/corta`, {}, { code: 'page_unreachable' }],
    [
      'TLS that is none',
      () => server.url.replace('http:', 'https:'),
      {},
      { code: 'page_unreachable', message: matching(/cifrado|certificado/) },
    ],
    [
      'a server that never answers',
      () => `${server.url}/nunca`,
      { timeoutMs: 500 },
      { code: 'page_timeout', retryable: true, message: containing('no respondió') },
    ],
    [
      'a page that never ends to load',
      () => `${server.url}/carga-eterna`,
      { timeoutMs: 700 },
      { code: 'page_timeout', message: containing('no terminó de cargar') },
    ],
    [
      'a server error',
      () => `${server.url}/500`,
      {},
      { code: 'page_server_error', retryable: true, message: containing('500') },
    ],
    [
      'redirects in a circle',
      () => `${server.url}/circulo`,
      {},
      { code: 'page_unreachable', message: containing('círculo') },
    ],
    ['a file', () => `${server.url}/archivo`, {}, { code: 'step_failed', hint: containing('descarga') }],
    [
      'a template that made no address',
      () => '{{inputs.url}}',
      {},
      { code: 'step_failed', message: containing('javascript:') },
    ],
  ])('%s', async (_, url, more, error) => {
    const run = await runSteps(browser, [{ type: 'navigate', url: await url(), ...more }], {
      inputs: { url: 'javascript:alert(1)' },
    });
    expect(run.result).toMatchObject({ status: 'failed', error });
  });

  it('R51 says when the guard refused, of plain and of TLS addresses, asked for or clicked', async () => {
    const egressFailure = (url: string): Promise<ReturnType<EgressGuard['failureOf']>> => {
      const { hostname, port, protocol } = new URL(url);
      return Promise.resolve(guard.failureOf(hostname, Number(port) || (protocol === 'https:' ? 443 : 80)));
    };
    const before = server.hits.length;
    const refused = { status: 'failed', error: { code: 'address_refused', retryable: false } };
    for (const url of [`${server.url}/pagina.html`, server.url.replace('http:', 'https:')]) {
      const run = await runSteps(guarded, [{ type: 'navigate', url }], { egressFailure });
      expect(run.result).toMatchObject(refused);
    }
    const click = await runSteps(
      guarded,
      [
        { type: 'evaluate', expression: `document.body.innerHTML = '<a href="${server.url}/pagina.html">ir</a>'` },
        { type: 'click', target: 'a' },
        { type: 'waitFor', target: 'h1', timeoutMs: 3000 },
      ],
      { egressFailure },
    );
    expect(click.result).toMatchObject(refused);
    expect(server.hits.length).toBe(before);
  });

  it('a click that leads to a site that is down says so', async () => {
    const url = `http://127.0.0.1:${await deadPort()}/`;
    const run = await runSteps(browser, [
      { type: 'navigate', url: `${server.url}/pagina2.html` },
      { type: 'evaluate', expression: `document.body.innerHTML = '<a href="${url}">ir</a>'` },
      { type: 'click', target: 'a' },
      { type: 'waitFor', target: '#nada', timeoutMs: 3000 },
    ]);
    expect(run.result).toMatchObject({ status: 'failed', error: { code: 'page_unreachable' } });
  });
});
