import type { PickedMark } from '../in-page/pick-mark.ts';
import type { OpenBrowser } from '../capture-browsers.ts';
import type { BrowserContents, LoginBrowser } from '../login-browser.ts';

/** A browser without pages: the test says what the person does in it and what it holds. */
export interface FakeBrowser extends LoginBrowser {
  options: OpenBrowser;
  contents: BrowserContents;
  /** The person clicks, or the page goes away. */
  click(picked: PickedMark | null): void;
  picking(): boolean;
  reads: string[][];
  closed: boolean;
  /** What the next reading throws. */
  failing: Error | undefined;
}

export const HELD: BrowserContents = {
  cookies: [
    { name: 'sid', value: 'canario-sid', domain: '.agro.example', httpOnly: true },
    { name: 'ads', value: 'canario-ads', domain: 'ads.example' },
  ],
  origins: [
    { origin: 'https://portal.agro.example', localStorage: [{ name: 'jwt', value: 'canario-jwt' }] },
    { origin: 'https://ads.example', localStorage: [{ name: 'x', value: 'y' }] },
  ],
  environment: { userAgent: 'Mozilla/5.0 Chrome/150.0.0.0', languages: ['es-AR'], timezone: 'America/Lima' },
  unreadable: false,
};

export function fakeBrowser(options: OpenBrowser): FakeBrowser {
  let end: ((picked: PickedMark | null) => void) | undefined;
  const browser: FakeBrowser = {
    options,
    way: 'embedded',
    contents: HELD,
    reads: [],
    closed: false,
    failing: undefined,
    pages: () => ({ tabs: [], activeTab: null, asRobot: false }),
    pick: () => new Promise((resolve) => (end = resolve)),
    endPick: () => browser.click(null),
    picking: () => end !== undefined,
    click: (picked) => {
      const now = end;
      end = undefined;
      now?.(picked);
    },
    read: (sites) => {
      browser.reads.push([...sites]);
      return browser.failing === undefined ? Promise.resolve(browser.contents) : Promise.reject(browser.failing);
    },
    close: () => {
      browser.closed = true;
      return Promise.resolve();
    },
  };
  return browser;
}
