import type { Page, Request } from 'playwright-core';

/** What a page asks of the network, as far as it changes what is shown. */
export interface PageActivity {
  /** Requests for documents, scripts and data that were sent at or after `since` and have no answer yet. */
  pending: (since: number) => number;
  /** Addresses of the answers that came at or after `since`. */
  answered: (since: number) => string[];
  stop: () => void;
}

const MATTERS = new Set(['document', 'script', 'xhr', 'fetch']);
const KEPT_ANSWERS = 1000;

/** Starts to watch a page, its frames included. All times are of `performance.now()`. */
export function watchActivity(page: Page): PageActivity {
  const running = new Map<Request, number>();
  let answers: { url: string; at: number }[] = [];

  const onRequest = (request: Request): void => {
    if (MATTERS.has(request.resourceType())) running.set(request, performance.now());
  };
  const onEnd = (request: Request): void => void running.delete(request);
  const onResponse = (response: { url: () => string }): void => {
    answers.push({ url: response.url(), at: performance.now() });
    if (answers.length > 2 * KEPT_ANSWERS) answers = answers.slice(-KEPT_ANSWERS);
  };
  page.on('request', onRequest).on('requestfinished', onEnd).on('requestfailed', onEnd).on('response', onResponse);
  return {
    pending: (since) => [...running.values()].filter((at) => at >= since).length,
    answered: (since) => answers.filter(({ at }) => at >= since).map(({ url }) => url),
    stop: () => {
      page
        .off('request', onRequest)
        .off('requestfinished', onEnd)
        .off('requestfailed', onEnd)
        .off('response', onResponse);
    },
  };
}
