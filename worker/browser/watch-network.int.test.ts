import type { Browser } from 'playwright-core';
import { networkRecordSchema } from '@sri/shared/model/network-record.ts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startPageServer, type PageServer } from '../test/page-server.ts';
import { runSteps } from '../test/run-one-step.ts';
import { launchTestBrowser } from '../test/test-browser.ts';
import { watchNetwork } from './watch-network.ts';

let browser: Browser;
let server: PageServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchTestBrowser(), startPageServer()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

it('notes what failed and what the page complains of, without queries and secrets', async () => {
  const context = await browser.newContext();
  const watch = watchNetwork(context);
  const page = await context.newPage();
  await page.goto(`${server.url}/pagina.html`);
  expect(watch.record((text) => text)).toBeNull();
  await page.evaluate(async () => {
    await fetch('/404?llave=abc#fin');
    await fetch('/corta').catch(() => undefined);
    console.error('No se pudo leer el saldo de Soja2026');
    console.log('todo bien');
    setTimeout(() => {
      throw new Error('tabla sin filas');
    });
  });
  const clean = (text: string): string => text.replaceAll('Soja2026', '•••');
  await vi.waitFor(() => expect(watch.record(clean)).toMatchObject({ requests: [{}, {}], messages: [{}, {}] }));
  const record = networkRecordSchema.parse(watch.record(clean));
  expect(record.requests).toMatchObject([
    { method: 'GET', url: `${server.url}/404`, kind: 'fetch', status: 404, error: null },
    { method: 'GET', url: `${server.url}/corta`, kind: 'fetch', status: null, error: 'net::ERR_EMPTY_RESPONSE' },
  ]);
  expect(record.messages.map(({ text }) => text)).toEqual(['No se pudo leer el saldo de •••', 'tabla sin filas']);
  watch.stop();
  await context.close();
});

it('leaves network.json with an execution in which something went wrong, also when it goes on', async () => {
  const made = await runSteps(browser, [{ type: 'navigate', url: `${server.url}/500`, onError: 'continue' }]);
  expect(made.files).toContain('network.json');
  expect(networkRecordSchema.parse(made.json('network.json')).requests).toMatchObject([
    { url: `${server.url}/500`, kind: 'document', status: 500 },
  ]);
});
