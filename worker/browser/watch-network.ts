import type { BrowserContext, ConsoleMessage, Request, Response, WebError } from 'playwright-core';
import {
  SLOW_REQUEST_MS,
  type NetworkRecord,
  type NetworkRequest,
  type PageMessage,
} from '@sri/shared/model/network-record.ts';

export interface NetworkWatch {
  /** What was met so far in the order in which it began, texts cleaned and cut; null where nothing went wrong. */
  record: (clean: (text: string) => string) => NetworkRecord | null;
  stop: () => void;
}

/** Of requests and of messages each: a page that fails without end is not to fill the disk. */
const MAX_KEPT = 200;
const MAX_SHOWN = 500;
/** Cut before it is cleaned, but so late that no secret within what is shown is cut in two. */
const MAX_RAW = 10_000;
/** Chromium writes a failed request to the console as well; it stands among the requests already. */
const SAID_TWICE = /^Failed to load resource/;

function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

function toEntry(request: Request, sentAt: number, status: number | null): NetworkRequest {
  return {
    at: sentAt,
    method: request.method(),
    url: withoutQuery(request.url()).slice(0, MAX_RAW),
    kind: request.resourceType(),
    status,
    error: request.failure()?.errorText ?? null,
    ms: Date.now() - sentAt,
  };
}

/** Notes the requests of all pages of a context that fail or are very slow, and the errors of their scripts. */
export function watchNetwork(context: BrowserContext): NetworkWatch {
  const running = new Map<Request, number>();
  const statuses = new WeakMap<Request, number>();
  const requests: NetworkRequest[] = [];
  const messages: PageMessage[] = [];
  let leftOut = 0;

  const keep = <T>(list: T[], entry: T): void => {
    if (list.length < MAX_KEPT) list.push(entry);
    else leftOut += 1;
  };
  const onRequest = (request: Request): void => {
    if (/^https?:/.test(request.url())) running.set(request, Date.now());
  };
  const onResponse = (response: Response): void => void statuses.set(response.request(), response.status());
  const onEnd = (request: Request): void => {
    const sentAt = running.get(request);
    running.delete(request);
    // Aborted: the page went elsewhere, or the address was a download.
    if (sentAt === undefined || request.failure()?.errorText.includes('ERR_ABORTED') === true) return;
    const entry = toEntry(request, sentAt, statuses.get(request) ?? null);
    if (entry.error !== null || entry.ms >= SLOW_REQUEST_MS || (entry.status ?? 0) >= 400) keep(requests, entry);
  };
  const say = (text: string): void => {
    if (text !== '' && !SAID_TWICE.test(text)) keep(messages, { at: Date.now(), text: text.slice(0, MAX_RAW) });
  };
  const onConsole = (message: ConsoleMessage): void => {
    if (message.type() === 'error') say(message.text());
  };
  const onWebError = (error: WebError): void => say(error.error().message);

  context
    .on('request', onRequest)
    .on('response', onResponse)
    .on('requestfinished', onEnd)
    .on('requestfailed', onEnd)
    .on('console', onConsole)
    .on('weberror', onWebError);
  return {
    record: (clean) => {
      const unanswered = [...running].filter(([, sentAt]) => Date.now() - sentAt >= SLOW_REQUEST_MS);
      const all = [
        ...requests,
        ...unanswered.map(([request, sentAt]) => toEntry(request, sentAt, statuses.get(request) ?? null)),
      ]
        .slice(0, MAX_KEPT)
        .toSorted((a, b) => a.at - b.at);
      if (all.length === 0 && messages.length === 0) return null;
      const shown = (text: string): string => clean(text).slice(0, MAX_SHOWN);
      return {
        format: 'sri-network/1',
        requests: all.map((entry) => ({ ...entry, url: shown(entry.url) })),
        messages: messages.map(({ at, text }) => ({ at, text: shown(text) })),
        leftOut,
      };
    },
    stop: () =>
      void context
        .off('request', onRequest)
        .off('response', onResponse)
        .off('requestfinished', onEnd)
        .off('requestfailed', onEnd)
        .off('console', onConsole)
        .off('weberror', onWebError),
  };
}
