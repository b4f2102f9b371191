import type { CDPSession, Page } from 'playwright-core';
import { attempt } from './scope.ts';

const PATIENCE_MS = 1000;

/** Frames of other sites have documents of their own, which the page's search does not see. */
function hasForeignFrame(page: Page): boolean {
  const originOf = (url: string): string => (/^https?:/.test(url) ? new URL(url).origin : '');
  const own = originOf(page.url());
  return page.frames().some((frame) => !['', own].includes(originOf(frame.url())));
}

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** The browser's own door to the page, opened once: to open it costs more than to ask. */
function sessionOf(page: Page): Promise<CDPSession> {
  const known = sessions.get(page);
  if (known !== undefined) return known;
  const opening = page.context().newCDPSession(page);
  sessions.set(page, opening);
  opening.catch(() => sessions.delete(page));
  return opening;
}

/**
 * Might any element match the selector, in the page, its frames, its shadow roots? Asked of the browser itself, which is quicker than to look
 * through Playwright on a page where nobody has looked before, and which no script of the page can hide from. True when in doubt.
 */
export async function mayHoldAny(page: Page, selector: string): Promise<boolean> {
  if (hasForeignFrame(page)) return true;
  const search = async (): Promise<boolean> => {
    const cdp = await sessionOf(page);
    // Sent together, carried out in order; what was found is forgotten with the last.
    const [, { resultCount }] = await Promise.all([
      cdp.send('DOM.enable'),
      cdp.send('DOM.performSearch', { query: selector }),
      cdp.send('DOM.disable'),
    ]);
    return resultCount > 0;
  };
  return attempt(search(), true, PATIENCE_MS);
}
