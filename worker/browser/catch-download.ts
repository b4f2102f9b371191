import type { CDPSession, Download, Page, Response } from 'playwright-core';
import { attempt } from './scope.ts';

/** What a page came up with when it was asked for a file. */
export type Arrival =
  | { kind: 'download'; download: Download }
  /** Shown in the window instead of saved, as some browsers do with pictures and text. */
  | { kind: 'shown'; response: Response };

export interface DownloadCatch {
  /** The first arrival on the page or on a window that it opened. Never settles without one. */
  arrival: Promise<Arrival>;
  /** Bytes of the download that have come so far; 0 where the browser does not say. */
  received: () => number;
  stop: () => void;
}

const ATTACH_MS = 2000;

/** Is it a document that a window shows and a person would save? Web pages are not. */
function isFile(response: Response): boolean {
  const type = response.headers()['content-type'] ?? '';
  return response.status() < 300 && type !== '' && !/html|javascript/i.test(type);
}

async function followProgress(page: Page, onBytes: (bytes: number) => void): Promise<CDPSession | null> {
  const cdp = await attempt<CDPSession | null>(page.context().newCDPSession(page), null, ATTACH_MS);
  if (cdp === null) return null;
  cdp.on('Page.downloadProgress', ({ receivedBytes }) => onBytes(receivedBytes));
  await attempt(cdp.send('Page.enable'), undefined, ATTACH_MS);
  return cdp;
}

/** Listens for files, to be called before what makes them come. */
export async function catchDownload(page: Page): Promise<DownloadCatch> {
  let bytes = 0;
  let settle: (arrival: Arrival) => void = () => undefined;
  const arrival = new Promise<Arrival>((resolve) => {
    settle = resolve;
  });
  const listening = new Set<Page>();

  const onDownload = (download: Download): void => settle({ kind: 'download', download });
  const showWhenWhole = async (response: Response): Promise<void> => {
    const failure = await response.finished().catch((error: unknown) => error);
    if (failure === null) settle({ kind: 'shown', response });
  };
  const onResponse = (response: Response): void => {
    const request = response.request();
    if (request.isNavigationRequest() && isFile(response)) {
      // A file that is going to be saved never becomes whole here: it is taken out of the page's hands.
      void showWhenWhole(response);
    }
  };
  const listen = (one: Page): void => {
    listening.add(one);
    one.on('download', onDownload).on('response', onResponse);
  };
  listen(page);
  page.context().on('page', listen);
  const cdp = await followProgress(page, (got) => {
    bytes = Math.max(bytes, got);
  });
  return {
    arrival,
    received: () => bytes,
    stop: () => {
      page.context().off('page', listen);
      for (const one of listening) one.off('download', onDownload).off('response', onResponse);
      cdp?.detach().catch(() => undefined);
    },
  };
}
