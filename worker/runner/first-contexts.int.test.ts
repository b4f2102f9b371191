import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEgressGuard, type EgressGuard } from '../browser/egress-guard.ts';
import { maskSecrets } from '../browser/mask-secrets.ts';
import { readInPage } from '../browser/page-reader.ts';
import { testChromiumPath } from '../test/chromium.ts';
import { createBrowserKeeper, type BrowserKeeper } from './browser-keeper.ts';

let guard: EgressGuard;
let keeper: BrowserKeeper;

beforeAll(async () => {
  guard = await createEgressGuard({ allow: [], deny: [], map: new Map() });
});
afterAll(async () => {
  await keeper?.close();
  await guard?.close();
});

// Alone in its file: what Playwright is told once a process is told here, while several contexts are opened.
test('contexts that are opened at once, the first of their process, all know the page readers and the covers', async () => {
  keeper = createBrowserKeeper({
    workerId: 'test',
    executablePath: testChromiumPath(),
    proxyUrl: guard.url,
    sandbox: process.getuid?.() !== 0,
    extraArgs: [],
    jobsPerBrowser: 50,
    browserBytes: 1024 ** 3,
  });
  const uses = await Promise.all([keeper.use(), keeper.use(), keeper.use()]);
  const contexts = await Promise.all(uses.map((use, index) => use.freshContext(index === 0 ? undefined : {})));
  for (const context of contexts) {
    const [page] = context.pages();
    if (page === undefined) throw new Error('a context without a page');
    await page.setContent('<input type="password"><button disabled>No</button>');
    expect(await maskSecrets(page)).toBe(true);
    expect(await readInPage(page.locator('button'), 'readControl', undefined, 5000)).toMatchObject({ disabled: true });
  }
});
