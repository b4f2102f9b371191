import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { contextOptions } from '../browser/context-options.ts';
import { launchBrowser } from '../browser/launch.ts';
import type { RunnerSettings } from './messages.ts';
import { childGroupBytes } from './process-memory.ts';

/**
 * One warm browser for all runs. It is launched at the start, closed after a while without work, and replaced after so
 * many jobs or when it has grown too big, once the runs that use it have ended (R24). A context of the usual kind with
 * one page is kept ready, since making it is what costs a short run most of its time.
 */
export interface BrowserKeeper {
  /** Launches the browser if need be. Rejects when it does not start. */
  warm(): Promise<Browser>;
  use(): Promise<BrowserUse>;
  close(): Promise<void>;
}

export interface BrowserUse {
  browser: Browser;
  freshContext(options?: BrowserContextOptions): Promise<BrowserContext>;
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

export function createBrowserKeeper(settings: RunnerSettings): BrowserKeeper {
  let current: Promise<Held> | undefined;
  let idle: NodeJS.Timeout | undefined;

  async function open(held: Held, options?: BrowserContextOptions): Promise<BrowserContext> {
    const context = await held.browser.newContext(options ?? contextOptions(undefined, held.browser.version()));
    await context.newPage();
    return context;
  }

  function prepareSpare(held: Held): void {
    if (held.spare !== undefined || held.worn || !held.browser.isConnected()) return;
    held.spare = open(held);
    held.spare.catch(() => (held.spare = undefined));
  }

  async function launch(): Promise<Held> {
    const browser = await launchBrowser(settings);
    const held: Held = { browser, users: 0, jobs: 0, worn: false, spare: undefined };
    prepareSpare(held);
    return held;
  }

  async function holder(): Promise<Held> {
    const held = await current?.catch(() => undefined);
    if (held !== undefined && held.browser.isConnected() && !held.worn) return held;
    if (held !== undefined && held.users === 0) await held.browser.close().catch(() => undefined);
    // Somebody else may have launched one while this call waited.
    const now = await current?.catch(() => undefined);
    if (now !== undefined && now !== held) return now;
    current = launch();
    return current;
  }

  async function judge(held: Held): Promise<void> {
    held.worn ||= held.jobs >= settings.jobsPerBrowser || (await childGroupBytes()) > settings.browserBytes;
    if (held.users > 0) return;
    if (held.worn) {
      await held.browser.close().catch(() => undefined);
      await holder();
      return;
    }
    prepareSpare(held);
    clearTimeout(idle);
    idle = setTimeout(() => {
      if (held.users > 0) return;
      held.worn = true;
      void held.browser.close().catch(() => undefined);
    }, settings.idleCloseMs);
  }

  return {
    warm: async () => (await holder()).browser,
    use: async () => {
      const held = await holder();
      clearTimeout(idle);
      held.users += 1;
      held.jobs += 1;
      const contexts: BrowserContext[] = [];
      return {
        browser: held.browser,
        freshContext: async (options) => {
          const spare = options === undefined ? held.spare : undefined;
          if (spare !== undefined) held.spare = undefined;
          const context = (await spare?.catch(() => undefined)) ?? (await open(held, options));
          contexts.push(context);
          return context;
        },
        done: async () => {
          await Promise.all(contexts.map((context) => context.close().catch(() => undefined)));
          held.users -= 1;
          await judge(held);
        },
      };
    },
    close: async () => {
      clearTimeout(idle);
      const held = await current?.catch(() => undefined);
      await held?.browser.close().catch(() => undefined);
    },
  };
}
