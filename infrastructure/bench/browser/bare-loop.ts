import { chromium, type Browser } from 'playwright';
import { inLanes } from '../rounds.ts';

/** The least that a program does which visits pages with a session: no queue, no checks, nothing kept. */
export interface BareLoop {
  /** ms of one turn. */
  turn: (url: string) => Promise<number>;
  /** Turns per second, so many at the same time. */
  perSecond: (url: string, turns: number, lanes: number) => Promise<number>;
  close: () => Promise<void>;
}

export const BARE_COOKIE = { name: 'sesion', value: 'abc', domain: '127.0.0.1', path: '/' };
/** As ours: pictures of the same size. */
export const VIEWPORT = { width: 1366, height: 768 };

/** What both sides start their browser with: root has no sandbox. */
export function launchOptions(executablePath: string) {
  return { executablePath, headless: true, chromiumSandbox: process.getuid?.() !== 0 };
}

export async function openBareLoop(executablePath: string): Promise<BareLoop> {
  const browser: Browser = await chromium.launch(launchOptions(executablePath));

  async function turn(url: string): Promise<number> {
    const began = performance.now();
    const context = await browser.newContext({ viewport: VIEWPORT });
    await context.addCookies([BARE_COOKIE]);
    const page = await context.newPage();
    await page.goto(url);
    await page.screenshot();
    await context.close();
    return performance.now() - began;
  }

  return {
    turn,
    perSecond: async (url, turns, lanes) => {
      const began = performance.now();
      await inLanes(turns, lanes, (index) => turn(`${url}?n=${index}`));
      return turns / ((performance.now() - began) / 1000);
    },
    close: () => browser.close(),
  };
}
