import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { testChromiumPath } from '../../../worker/test/chromium.ts';
import { bundleInPage } from '../build/bundle-in-page.ts';
import { openWsPort } from '../ports/ws-port.ts';
import type { RawEvent } from '../raw-event.ts';
import { createRecorder, type Recorder } from '../session/recorder.ts';
import type { Fixture, User } from './fixture.ts';
import type { FixtureSite } from './fixture-site.ts';

/** A real browser with a debugging address, and Playwright on the same browser as the person who uses it. */
export interface RecordedBrowser {
  browser: Browser;
  endpoint: string;
  source: string;
  close(): Promise<void>;
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`the browser ended: ${said.slice(-400)}`)));
  });
}

export async function launchRecorded(): Promise<RecordedBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'sri-recorder-'));
  const args = [
    '--headless',
    '--remote-debugging-port=0',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-sync',
    '--disable-component-update',
    '--site-per-process',
  ];
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(testChromiumPath(), [...args, ...root, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const [endpoint, source] = await Promise.all([addressOf(child), bundleInPage()]);
  const browser = await chromium.connectOverCDP(endpoint);
  return {
    browser,
    endpoint,
    source,
    close: async () => {
      // Debian's program is a script around the browser: its end is not the browser's.
      const session = await browser.newBrowserCDPSession();
      await session.send('Browser.close').catch(() => undefined);
      await browser.close();
      await ended;
      // Its own children hold the pipe a little longer.
      child.stderr.destroy();
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

export interface Session {
  recorder: Recorder;
  page: Page;
  context: BrowserContext;
  events(): RawEvent[];
  /** Every message of the pages, word for word. */
  messages: string[];
  /** How many pages the browser said to be free of the recorder. */
  detached(): number;
  /** Stops recording and closes the pages. */
  close(): Promise<void>;
}

async function targetIdOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { targetInfo } = await session.send('Target.getTargetInfo');
  await session.detach();
  return targetInfo.targetId;
}

/** Opens a page of its own and records it. */
export async function record(
  { browser, endpoint, source }: RecordedBrowser,
  options: { trustAll?: boolean; secretSelector?: string; detachAfterMs?: number } = {},
): Promise<Session> {
  const context = await browser.newContext({ acceptDownloads: true });
  const page = await context.newPage();
  const targetId = await targetIdOf(page);
  const port = await openWsPort(endpoint);
  const messages: string[] = [];
  let detached = 0;
  port.on(({ method, params }) => {
    if (method === 'Runtime.bindingCalled') messages.push(String(params['payload']));
    if (method === 'Target.detachedFromTarget') detached += 1;
  });
  const recorder = createRecorder({ port, targetId, inPageSource: source, onEvents: () => undefined, ...options });
  await recorder.start();
  return {
    recorder,
    page,
    context,
    messages,
    detached: () => detached,
    events: () => [...recorder.events()],
    close: async () => {
      await recorder.stop();
      port.close();
      await context.close();
    },
  };
}

export function userOf(session: Pick<Session, 'page' | 'context'>, site: FixtureSite, fixture: Fixture): User {
  return {
    page: session.page,
    url: site.urlOf(fixture),
    otherSite: site.otherUrlOf(fixture),
    opened: async (act) => {
      const [popup] = await Promise.all([session.context.waitForEvent('page'), act()]);
      await popup.waitForLoadState();
      return popup;
    },
  };
}
