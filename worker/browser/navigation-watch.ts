import type { Page, Request, Response } from 'playwright-core';

/** What the main frame of a page did since the watch began. */
export interface NavigationWatch {
  /** Grows with every document that the main frame shows, and with every change of its address. */
  count: () => number;
  /**
   * The address that the last act asked for, before redirects: of the first document that was requested since then. Undefined where none
   * was, as when a page only changes its own address.
   */
  asked: () => string | undefined;
  /** A step acts on the page: what is asked for from now on is its doing. */
  beginAct: () => void;
  /** The response of the document that is shown, if it came over the network. */
  response: () => Response | undefined;
  /** The last failure of a main document, as the browser says it, with its address; cleared by the next document. */
  failure(): { url: string; text: string } | undefined;
  stop: () => void;
}

function firstOfChain(request: Request): Request {
  let first = request;
  for (let before = request.redirectedFrom(); before !== null; before = before.redirectedFrom()) first = before;
  return first;
}

/** Starts to watch a page. */
export function watchNavigation(page: Page): NavigationWatch {
  let count = 0;
  let asked: string | undefined;
  let fresh = true;
  let response: Response | undefined;
  let failure: { url: string; text: string } | undefined;

  // A request made by a page that is going away has no frame any more; asking for it throws.
  const isMain = (request: Request): boolean => {
    try {
      return request.isNavigationRequest() && request.frame() === page.mainFrame();
    } catch {
      return false;
    }
  };
  const onRequest = (request: Request): void => {
    if (!isMain(request) || request.redirectedFrom() !== null) return;
    failure = undefined;
    if (!fresh) return;
    asked = request.url();
    fresh = false;
  };
  const onResponse = (got: Response): void => {
    const request = got.request();
    if (!isMain(request) || (got.status() >= 300 && got.status() < 400)) return;
    response = got;
    asked ??= firstOfChain(request).url();
  };
  const onFailed = (request: Request): void => {
    const text = request.failure()?.errorText ?? '';
    if (isMain(request) && !text.includes('ERR_ABORTED')) failure = { url: request.url(), text };
  };
  const onNavigated = (frame: unknown): void => {
    if (frame === page.mainFrame()) count += 1;
  };
  page
    .on('request', onRequest)
    .on('response', onResponse)
    .on('requestfailed', onFailed)
    .on('framenavigated', onNavigated);
  return {
    count: () => count,
    asked: () => asked,
    beginAct: () => {
      fresh = true;
      asked = undefined;
    },
    response: () => response,
    failure: () => failure,
    stop: () => {
      page
        .off('request', onRequest)
        .off('response', onResponse)
        .off('requestfailed', onFailed)
        .off('framenavigated', onNavigated);
    },
  };
}
