import { z } from 'zod';
import { AppError } from '@sri/shared/errors.ts';
import { cookieSchema, type SessionCookie } from '@sri/shared/model/session.ts';
import type { OpenBrowser } from '../capture/capture-browsers.ts';
import type { PickedMark } from '../capture/in-page/pick-mark.ts';
import type { BrowserContents, LoginBrowser } from '../capture/login-browser.ts';
import { mergeOrigins } from '../capture/merge-origins.ts';
import { belongsTo } from '../capture/portal-sites.ts';
import { openCdpPipe } from './cdp-pipe.ts';
import { attachToPage, type ChromePage } from './chrome-page.ts';
import { startChrome } from './chrome-process.ts';
import { readOrigins } from './read-origins.ts';

const targetSchema = z.object({ targetId: z.string(), type: z.string(), title: z.string(), url: z.string() });
type Target = z.infer<typeof targetSchema>;

export interface ChromeOptions extends OpenBrowser {
  path: string;
  extraArgs?: readonly string[];
}

const isWeb = (url: string): boolean => /^https?:/.test(url);

/** Cookies as the protocol hands them out; -1 stands for "until the browser is closed". */
function toCookies(answer: unknown): SessionCookie[] {
  const { cookies } = z.object({ cookies: z.array(z.record(z.string(), z.unknown())) }).parse(answer);
  return cookies.flatMap((cookie) => {
    const parsed = cookieSchema.safeParse(cookie);
    if (!parsed.success) return [];
    const { expires = -1, ...rest } = parsed.data;
    return [expires > 0 ? { ...rest, expires: Math.floor(expires) } : rest];
  });
}

/**
 * A Chrome of this computer, with a profile of its own, in a window of its own, for portals that let nobody sign in
 * inside another app. Until `pick` only the addresses and titles of its pages are known; it is attached to none.
 */
export async function openChromeBrowser(options: ChromeOptions): Promise<LoginBrowser> {
  const chrome = await startChrome(options.path, options.start, options.extraArgs ?? []).catch((cause: unknown) => {
    throw new AppError('program_missing', 'Chrome could not be started.', {
      hint: 'Install Chrome or Chromium, or start it once by hand.',
      cause,
    });
  });
  const cdp = openCdpPipe(chrome.child);
  const targets = new Map<string, Target>();
  const visited = new Set<string>();
  const numbers = new Map<string, number>();
  let attached: ChromePage[] = [];
  let closed = false;

  function note(info: unknown): void {
    const target = targetSchema.safeParse(info).data;
    if (target === undefined || (target.type !== 'page' && target.type !== 'iframe')) return;
    const before = targets.get(target.targetId);
    targets.set(target.targetId, target);
    if (!numbers.has(target.targetId)) numbers.set(target.targetId, numbers.size + 1);
    if (isWeb(target.url)) visited.add(new URL(target.url).origin);
    if (target.type === 'page' && before?.url !== target.url) options.arrived(target.url);
    options.changed();
  }
  cdp.on(({ method, params }) => {
    if (method === 'Target.targetCreated' || method === 'Target.targetInfoChanged') note(params['targetInfo']);
    if (method !== 'Target.targetDestroyed') return;
    targets.delete(String(params['targetId']));
    options.changed();
  });
  const tellEnd = async (): Promise<void> => {
    await chrome.ended;
    if (!closed) options.gone();
  };
  void tellEnd();

  const pages = (): Target[] => [...targets.values()].filter(({ type, url }) => type === 'page' && isWeb(url));

  async function attachTo(list: readonly Target[]): Promise<ChromePage[]> {
    const all = await Promise.all(list.map(({ targetId }) => attachToPage(cdp, targetId).catch(() => undefined)));
    return all.filter((page) => page !== undefined);
  }

  async function pick(): Promise<PickedMark | null> {
    const now = await attachTo(pages());
    attached = now;
    if (now.length === 0) return null;
    // The page that is clicked first counts; one that goes away ends the round, and the next one begins on what came.
    const picked = await Promise.race(now.map((page) => page.pick().catch(() => null)));
    await Promise.all(
      now.map(async (page) => {
        try {
          await page.endPick();
        } finally {
          await page.detach();
        }
      }),
    );
    return picked;
  }

  async function read(sites: readonly string[]): Promise<BrowserContents> {
    const open = await attachTo([...targets.values()].filter(({ url }) => isWeb(url)));
    try {
      const wanted = { localStorage: true, sessionStorage: true, indexedDB: false };
      const inFrames = (await Promise.all(open.map((page) => page.readFrames(wanted)))).flat();
      const [first] = open;
      if (first === undefined)
        throw new AppError('conflict', 'No page is open in Chrome.', { hint: 'Open the portal there.' });
      const environment = await first.environment();
      const own = [...visited].filter((origin) => sites.length === 0 || belongsTo(new URL(origin).hostname, sites));
      const stored = await readOrigins(cdp, own);
      const cookies = toCookies(await cdp.send('Storage.getCookies'));
      return { cookies, ...mergeOrigins([...inFrames, ...stored]), environment };
    } finally {
      await Promise.all(open.map((page) => page.detach()));
    }
  }

  await cdp.send('Target.setDiscoverTargets', { discover: true });
  return {
    way: 'chrome',
    pages: () => ({
      tabs: pages().map(({ targetId, title, url }) => ({
        id: numbers.get(targetId) ?? 0,
        title,
        url,
        loading: false,
        canGoBack: false,
        zoom: 100,
        fault: null,
      })),
      activeTab: null,
      asRobot: false,
    }),
    pick,
    endPick: () => {
      for (const page of attached) void page.endPick();
    },
    read,
    close: async () => {
      closed = true;
      await Promise.race([
        cdp.send('Browser.close').catch(() => undefined),
        new Promise((done) => setTimeout(done, 1000)),
      ]);
      await chrome.close();
    },
  };
}
