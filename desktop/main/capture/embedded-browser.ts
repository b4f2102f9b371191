import { randomUUID } from 'node:crypto';
import type { BaseWindow, Session, WebContents, WebContentsView } from 'electron';
import type { PassedKey } from '../../contract/embedded.ts';
import { watchPage, type EmbeddedPage } from './embedded-page.ts';
import { guardPartition } from './guard-partition.ts';
import { readEnvironment, type EnvironmentFound } from './in-page/read-environment.ts';
import type { Bounds, BrowserContents, BrowserEvents, EmbeddedControls, LoginBrowser } from './login-browser.ts';
import { mergeOrigins } from './merge-origins.ts';
import { openOriginPages } from './origin-pages.ts';
import { belongsTo } from './portal-sites.ts';
import { readOrigin } from './read-origin.ts';
import { toSessionCookie } from './to-session-cookie.ts';

/** What of Electron an embedded browser is made of. */
export interface ElectronParts {
  WebContentsView: typeof WebContentsView;
  session: { fromPartition(name: string, options: { cache: boolean }): Session };
}

export interface EmbeddedOptions {
  electron: ElectronParts;
  window: Pick<BaseWindow, 'contentView' | 'isDestroyed'>;
  start: string;
  events: BrowserEvents & {
    key(key: PassedKey): void;
    /** Another page has come, before it loads anything. */
    added?(page: WebContents, opener: WebContents | null): void;
  };
  /** The page is as large as the robot's from the beginning. */
  asRobot?: boolean;
  /** What has to stand before the first page is asked for; by then it is an empty one. Nothing is loaded where it fails. */
  prepare?: (session: Session, page: WebContents) => Promise<void>;
}

export interface EmbeddedBrowser extends LoginBrowser {
  controls: EmbeddedControls;
  /** Resolves when the first page has been asked for; rejects with what `prepare` says. */
  ready(): Promise<void>;
}

/** What the robot sees (`Ver como robot`). */
const ROBOT = { width: 1366, height: 768 };
const PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
};

/**
 * A browser inside our window for one sign-in: a partition of its own in memory, no preload, no Node, no debugger, popups
 * as further pages in the same partition. Everything is wiped at `close`.
 */
export function openEmbeddedBrowser(options: EmbeddedOptions): EmbeddedBrowser {
  const { electron, window, start, events, prepare } = options;
  // No `persist:`, so that it lives in memory alone; a name of its own, so that no two captures share anything.
  const session = electron.session.fromPartition(`capture-${randomUUID()}`, { cache: false });
  guardPartition(session);
  const pages = new Map<number, EmbeddedPage>();
  const visited = new Set<string>();
  let nextId = 1;
  let active: number | null = null;
  let bounds: Bounds | null = null;
  let asRobot = options.asRobot ?? false;
  let closing = false;

  const current = (): EmbeddedPage | undefined => (active === null ? undefined : pages.get(active));

  function dress(page: EmbeddedPage): void {
    const { webContents } = page.view;
    if (!asRobot || bounds === null) return webContents.disableDeviceEmulation();
    const scale = Math.min(bounds.width / ROBOT.width, bounds.height / ROBOT.height, 1);
    webContents.enableDeviceEmulation({
      screenPosition: 'desktop',
      screenSize: ROBOT,
      viewSize: ROBOT,
      viewPosition: { x: 0, y: 0 },
      deviceScaleFactor: 0,
      scale,
    });
  }

  /** Only the page in front can be seen, and not even that one where our own panel tells what is wrong with it. */
  function arrange(): void {
    for (const [id, page] of pages) {
      const shown = id === active && bounds !== null && page.tab().fault === null;
      page.view.setVisible(shown);
      if (!shown || bounds === null) continue;
      page.view.setBounds(bounds);
      dress(page);
    }
  }

  function changed(): void {
    if (closing) return;
    arrange();
    events.changed();
  }

  /** A window that is closed takes its views along. */
  function takeOut({ view }: EmbeddedPage): void {
    if (!window.isDestroyed()) window.contentView.removeChildView(view);
  }

  function drop(id: number): void {
    const page = pages.get(id);
    if (page === undefined) return;
    pages.delete(id);
    if (closing) return;
    takeOut(page);
    if (active === id) active = [...pages.keys()].at(-1) ?? null;
    changed();
    if (pages.size === 0) events.gone();
  }

  function add(view: WebContentsView, opener: WebContents | null): EmbeddedPage {
    const id = nextId;
    nextId += 1;
    const page = watchPage(id, view, {
      changed,
      arrived: (url) => events.arrived(url),
      visited: (url) => {
        if (/^https?:/.test(url)) visited.add(new URL(url).origin);
      },
      opened: (contents: WebContents) =>
        void add(new electron.WebContentsView({ webContents: contents }), view.webContents),
      closed: () => drop(id),
      key: (key) => events.key(key),
    });
    events.added?.(view.webContents, opener);
    pages.set(id, page);
    active = id;
    window.contentView.addChildView(view);
    changed();
    return page;
  }

  /** The page in front first: where pages differ, what the person sees counts. */
  function inOrder(): EmbeddedPage[] {
    const front = current();
    return [...(front === undefined ? [] : [front]), ...[...pages.values()].filter((page) => page !== front)];
  }

  async function environment(): Promise<EnvironmentFound> {
    const [page] = inOrder();
    const read = page?.view.webContents.executeJavaScriptInIsolatedWorld(7071, [
      { code: `(${readEnvironment.toString()})()` },
    ]);
    return (
      ((await read?.catch(() => undefined)) as EnvironmentFound | undefined) ?? {
        userAgent: session.getUserAgent(),
        ...readOwn(),
      }
    );
  }

  async function read(sites: readonly string[]): Promise<BrowserContents> {
    const found = (await Promise.all(inOrder().map((page) => page.readFrames()))).flat();
    const origins = [...visited].filter((origin) => sites.length === 0 || belongsTo(new URL(origin).hostname, sites));
    const empty = openOriginPages(electron.WebContentsView, session);
    try {
      for (const origin of origins) {
        const stored = await readOrigin(empty, origin);
        if (stored !== undefined) found.push(stored);
      }
    } finally {
      empty.close();
    }
    const cookies = (await session.cookies.get({})).map(toSessionCookie).filter((cookie) => cookie !== null);
    return { cookies, ...mergeOrigins(found), environment: await environment() };
  }

  async function begin(page: EmbeddedPage): Promise<void> {
    if (prepare === undefined) return page.load(start);
    const { webContents } = page.view;
    await webContents.loadURL('about:blank');
    await prepare(session, webContents);
    page.load(start);
  }
  const ready = begin(add(new electron.WebContentsView({ webPreferences: { ...PREFERENCES, session } }), null));
  ready.catch(() => undefined);

  return {
    way: 'embedded',
    ready: () => ready,
    pages: () => ({ tabs: [...pages.values()].map((page) => page.tab()), activeTab: active, asRobot }),
    pick: () => current()?.pick() ?? Promise.resolve(null),
    endPick: () => {
      for (const page of pages.values()) page.endPick();
    },
    read,
    close: async () => {
      closing = true;
      for (const page of pages.values()) {
        takeOut(page);
        page.close();
      }
      pages.clear();
      await session.clearStorageData();
      await session.clearCache();
      await session.clearAuthCache();
    },
    controls: {
      place: (next) => {
        bounds = next;
        arrange();
      },
      picture: async () => {
        const page = current();
        if (page === undefined || bounds === null || page.tab().fault !== null) return null;
        const image = await page.view.webContents.capturePage().catch(() => undefined);
        return image === undefined || image.isEmpty()
          ? null
          : `data:image/jpeg;base64,${image.toJPEG(70).toString('base64')}`;
      },
      go: (to) => {
        if (to === 'back') current()?.back();
        else if (to === 'reload') current()?.reload();
        else current()?.load(start);
      },
      visit: (url) => current()?.load(url),
      zoom: (to) => current()?.zoom(to),
      asRobot: (on) => {
        asRobot = on;
        changed();
      },
      tab: (id, act) => {
        if (act === 'close') return pages.get(id)?.close();
        if (pages.has(id)) active = id;
        changed();
      },
      focus: () => current()?.view.webContents.focus(),
    },
  };
}

/** Of this computer, where no page can be asked. */
function readOwn(): Omit<EnvironmentFound, 'userAgent'> {
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { languages: [locale], timezone: timeZone };
}
