import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { biggestChildBytes, killBigChildren } from '../browser/browser-processes.ts';
import { contextOptions } from '../browser/context-options.ts';
import { dressPage } from '../browser/dress-page.ts';
import { launchBrowser } from '../browser/launch.ts';
import { registerMask } from '../browser/mask-secrets.ts';
import { registerPageReaders } from '../browser/page-reader.ts';
import type { RunnerSettings } from './messages.ts';

/*
 * One warm browser for all runs. It is launched at the start, and replaced after so many jobs or when it has grown too
 * big, once the runs that use it have ended (R24):
 *
 *   fresh ──runs──> used ──too many jobs, too big──> worn ──its last run ends──> closed, a fresh one is launched
 *
 * A context of the usual kind with one page, dressed, is kept ready, since making it is what costs a short run most of its
 * time. The next one is made as soon as a run has ended, while its context closes and its results are uploaded.
 */
export interface BrowserKeeper {
  /** Launches the browser if need be. Rejects when it does not start. */
  warm(): Promise<Browser>;
  use(): Promise<BrowserUse>;
  close(): Promise<void>;
}

export interface BrowserUse {
  browser: Browser;
  freshContext: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** Closes the contexts of this use. */
  done(): Promise<void>;
}

interface Held {
  browser: Browser;
  users: number;
  jobs: number;
  worn: boolean;
  spare: Promise<BrowserContext> | undefined;
}

const WATCH_EVERY_MS = 2000;
const MB = 1024 * 1024;

async function openContext({ browser }: Held, options?: BrowserContextOptions): Promise<BrowserContext> {
  // A context that is being opened while these are made known would never hear of them.
  await Promise.all([registerPageReaders(), registerMask()]);
  const context = await browser.newContext(options ?? contextOptions(undefined, browser.version()));
  const page = await context.newPage();
  if (options === undefined) await dressPage(page, []);
  return context;
}

export function createBrowserKeeper(settings: RunnerSettings): BrowserKeeper {
  const { jobsPerBrowser, browserBytes } = settings;
  let current: Promise<Held> | undefined;
  let users = 0;
  let measured = { at: Number.NEGATIVE_INFINITY, bytes: 0 };
  const watching = setInterval(() => {
    if (users > 0) killBigChildren(2 * browserBytes);
  }, WATCH_EVERY_MS);
  watching.unref();

  /** At most so old: to add up the browser's processes costs as much as a small page. */
  function bytesNow(): number {
    const at = performance.now();
    if (at - measured.at > WATCH_EVERY_MS) measured = { at, bytes: biggestChildBytes() };
    return measured.bytes;
  }

  function prepareSpare(held: Held): void {
    const last = held.worn || held.jobs >= jobsPerBrowser;
    if (held.spare !== undefined || last || !held.browser.isConnected()) return;
    held.spare = openContext(held);
    held.spare.catch(() => (held.spare = undefined));
  }

  async function launch(): Promise<Held> {
    const browser = await launchBrowser({ ...settings, pageHeapMb: Math.ceil(browserBytes / MB) });
    const held: Held = { browser, users: 0, jobs: 0, worn: false, spare: undefined };
    prepareSpare(held);
    return held;
  }

  /** The browser for new runs; one that is worn or dead is left to those that still use it. */
  async function holder(): Promise<Held> {
    const asked = current;
    const held = await asked?.catch(() => undefined);
    if (held !== undefined && held.browser.isConnected() && !held.worn) return held;
    // Somebody else may have launched one while this call waited.
    if (current === asked) current = launch();
    return current as Promise<Held>;
  }

  async function release(held: Held): Promise<void> {
    held.users -= 1;
    users -= 1;
    held.worn ||= held.jobs >= jobsPerBrowser || bytesNow() > browserBytes;
    if (held.users > 0 || !held.worn) return;
    await Promise.all([held.browser.close().catch(() => undefined), holder()]);
  }

  async function use(): Promise<BrowserUse> {
    const held = await holder();
    held.users += 1;
    held.jobs += 1;
    users += 1;
    const opened: Promise<BrowserContext>[] = [];
    return {
      browser: held.browser,
      freshContext: (options) => {
        const spare = options === undefined ? held.spare : undefined;
        if (spare !== undefined) held.spare = undefined;
        const opening = spare?.catch(() => openContext(held)) ?? openContext(held, options);
        opened.push(opening);
        return opening;
      },
      done: async () => {
        prepareSpare(held);
        // Also one that is still being opened for a run which did not wait for it.
        const closing = opened.map((opening) => opening.then((context) => context.close()));
        await Promise.allSettled(closing);
        await release(held);
      },
    };
  }

  return {
    warm: async () => (await holder()).browser,
    use,
    close: async () => {
      clearInterval(watching);
      const held = await current?.catch(() => undefined);
      await held?.browser.close().catch(() => undefined);
    },
  };
}
