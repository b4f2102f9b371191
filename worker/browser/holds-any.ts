import type { Page } from 'playwright-core';
import { attempt } from './scope.ts';

const PATIENCE_MS = 1000;

/** Frames of other sites have documents of their own, which the page's search does not see. */
function hasForeignFrame(page: Page): boolean {
  const originOf = (url: string): string => (/^https?:/.test(url) ? new URL(url).origin : '');
  const own = originOf(page.url());
  return page.frames().some((frame) => !['', own].includes(originOf(frame.url())));
}

/**
 * Might any element match the selector, in the page, its frames, its shadow roots? Asked of the browser itself, which is quicker than to look
 * through Playwright on a page where nobody has looked before, and which no script of the page can hide from. True when in doubt.
 */
export async function mayHoldAny(page: Page, selector: string): Promise<boolean> {
  if (hasForeignFrame(page)) return true;
  const search = async (): Promise<boolean> => {
    const cdp = await page.context().newCDPSession(page);
    try {
      await cdp.send('DOM.enable');
      const { resultCount } = await cdp.send('DOM.performSearch', { query: selector });
      return resultCount > 0;
    } finally {
      cdp.detach().catch(() => undefined);
    }
  };
  return attempt(search(), true, PATIENCE_MS);
}
