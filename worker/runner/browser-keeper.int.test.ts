import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { createEgressGuard, type EgressGuard } from '../browser/egress-guard.ts';
import { parseEgressRules } from '@sri/shared/node/egress/egress-rules.ts';
import { testChromiumPath } from '../test/chromium.ts';
import { startPageServer, type PageServer } from '../test/page-server.ts';
import { createBrowserKeeper, type BrowserKeeper } from './browser-keeper.ts';

let guard: EgressGuard;
let site: PageServer;
const keepers: BrowserKeeper[] = [];

beforeAll(async () => {
  guard = await createEgressGuard({ allow: parseEgressRules('127.0.0.0/8'), deny: [], map: new Map() });
  site = await startPageServer();
});
afterEach(async () => {
  for (const keeper of keepers.splice(0)) await keeper.close();
});
afterAll(async () => {
  await guard?.close();
  await site?.close();
});

function keep(jobsPerBrowser = 50): BrowserKeeper {
  const keeper = createBrowserKeeper({
    workerId: 'test',
    executablePath: testChromiumPath(),
    proxyUrl: guard.url,
    sandbox: process.getuid?.() !== 0,
    extraArgs: [],
    jobsPerBrowser,
    browserBytes: 1024 ** 3,
  });
  keepers.push(keeper);
  return keeper;
}

const untilReady = (browser: Browser, count = 1): Promise<boolean> =>
  waitFor(
    'a context to stand ready',
    () => browser.contexts().filter((one) => one.pages().length > 0).length === count,
  );

test('a context with a page stands ready before anybody asks, and the next one after a run', async () => {
  const keeper = keep();
  const browser = await keeper.warm();
  await untilReady(browser);
  const [ready] = browser.contexts();
  const use = await keeper.use();
  expect(await use.freshContext()).toBe(ready);
  expect(ready?.pages()).toHaveLength(1);
  await use.done();
  await untilReady(browser);
  expect(browser.contexts()).not.toContain(ready);
});

test('the page that stands ready says in client hints what its user agent says', async () => {
  const keeper = keep();
  const use = await keeper.use();
  const context = await use.freshContext();
  await context.pages()[0]?.goto(`${site.url}/cabeceras`);
  const headers = site.headersOf('/cabeceras');
  const major = /Chrome\/(\d+)/.exec(headers?.['user-agent'] ?? '')?.[1];
  expect(headers?.['sec-ch-ua']).toContain(`"Google Chrome";v="${major}"`);
  await use.done();
});

test('runs at the same time have contexts of their own, and the next one is made while others still run', async () => {
  const keeper = keep();
  const [first, second] = [await keeper.use(), await keeper.use()];
  const contexts = await Promise.all([first.freshContext(), second.freshContext()]);
  expect(new Set(contexts).size).toBe(2);
  await first.done();
  await untilReady(second.browser, 2);
  await second.done();
});

test('R24 nothing is made ready in a browser that has had its last job', async () => {
  const keeper = keep(1);
  const use = await keeper.use();
  const context = await use.freshContext();
  const contexts: unknown[] = [];
  use.browser.on('context', (one) => contexts.push(one));
  await use.done();
  expect(use.browser.isConnected()).toBe(false);
  expect(contexts).toEqual([]);
  expect(context.pages()).toEqual([]);
  expect((await keeper.warm()).isConnected()).toBe(true);
});
