import type { Page } from 'playwright-core';
import { attempt } from './scope.ts';

const PATIENCE_MS = 1000;
const TRIES = 2;

async function answers(page: Page): Promise<boolean> {
  return attempt(
    page.title().then(() => true),
    false,
    PATIENCE_MS,
  );
}

/**
 * Brings a page back that no longer answers because a script of its own never ends: ends the script, or where a new one starts at once,
 * gives up the page. Resolves to the page if it answers, else to null, and then it is closed.
 */
export async function revivePage(page: Page): Promise<Page | null> {
  for (let round = 0; round < TRIES && !page.isClosed(); round += 1) {
    if (await answers(page)) return page;
    const cdp = await attempt(page.context().newCDPSession(page), null, PATIENCE_MS);
    if (cdp !== null) {
      await attempt(cdp.send('Runtime.terminateExecution'), undefined, PATIENCE_MS);
      await attempt(cdp.detach(), undefined, PATIENCE_MS);
    }
  }
  if (!page.isClosed() && (await answers(page))) return page;
  await attempt(page.close(), undefined, 3 * PATIENCE_MS);
  return null;
}
