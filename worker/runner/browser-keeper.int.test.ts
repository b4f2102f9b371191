import { expect, it, onTestFinished } from 'vitest';
import { readInPage, registerPageReaders } from '../browser/page-reader.ts';
import { testChromiumPath } from '../test/chromium.ts';
import { createBrowserKeeper } from './browser-keeper.ts';

it('a page of a context that was being made while the readers were made known can be read', async () => {
  const keeper = createBrowserKeeper({
    workerId: 'w1',
    executablePath: testChromiumPath(),
    proxyUrl: 'http://127.0.0.1:9',
    sandbox: process.getuid?.() !== 0,
    extraArgs: [],
    jobsPerBrowser: 10,
    browserBytes: 2 ** 31,
  });
  onTestFinished(() => keeper.close());
  const use = await keeper.use();
  const [context] = await Promise.all([use.freshContext(), registerPageReaders()]);
  const [page] = context.pages();
  if (page === undefined) throw new Error('no page stands ready');
  await page.setContent('<table><tr><th>Saldo</th></tr><tr><td>12,50</td></tr></table>');
  const read = await readInPage(page.locator('table'), 'readTable', { attributes: [] }, 10_000);
  expect(JSON.stringify(read)).toContain('12,50');
  await use.done();
});
