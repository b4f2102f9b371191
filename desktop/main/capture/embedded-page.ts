import type { Certificate, Input, WebContents, WebContentsView } from 'electron';
import type { EmbeddedTab, PageFault, PassedKey } from '../../contract/embedded.ts';
import { mayVisit } from './guard-partition.ts';
import { endPickCode, pickMarkCode, type PickedMark } from './in-page/pick-mark.ts';
import { readStorage, type StorageFound } from './in-page/read-storage.ts';

/** World of our own in a page: its scripts do not see ours. Any number that Electron does not use itself. */
const WORLD = 7070;
/** net::ERR_ABORTED: something else was loaded instead, nothing went wrong. */
const ABORTED = -3;
const ZOOM = { least: 0.5, most: 2, step: 0.1 };

export interface PageEvents {
  changed(): void;
  arrived(url: string): void;
  /** Every address that any frame of the page has stood at. */
  visited(url: string): void;
  opened(contents: WebContents): void;
  closed(): void;
  key(key: PassedKey): void;
}

export interface EmbeddedPage {
  view: WebContentsView;
  tab(): EmbeddedTab;
  load(url: string): void;
  back(): void;
  reload(): void;
  zoom(to: 'in' | 'out' | 'reset'): void;
  pick(): Promise<PickedMark | null>;
  endPick(): void;
  /** sessionStorage of every frame. */
  readFrames(): Promise<StorageFound[]>;
  close(): void;
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : url);

/** Keys that belong to the app also while the page has the focus. Nothing else that is pressed is looked at. */
function keyOf({ type, key, control, meta, alt }: Input): PassedKey | 'zoomIn' | 'zoomOut' | 'zoomReset' | undefined {
  if (type !== 'keyDown' || alt) return undefined;
  if (key === 'F6' || key === 'F8' || key === 'F9' || key === 'F10') return key;
  if (!control && !meta) return undefined;
  const keys: Record<string, ReturnType<typeof keyOf>> = {
    k: 'palette',
    Enter: 'save',
    '+': 'zoomIn',
    '=': 'zoomIn',
    '-': 'zoomOut',
    '0': 'zoomReset',
  };
  return keys[key];
}

/** One page of a capture: what happens to it, told by Electron's own events; nothing is attached or injected. */
export function watchPage(id: number, view: WebContentsView, events: PageEvents): EmbeddedPage {
  const contents = view.webContents;
  let fault: PageFault | null = null;
  let certificate: { host: string; code: string; certificate: Certificate } | undefined;
  let asked = '';
  let endWait: (() => void) | undefined;

  const setFault = (next: PageFault | null): void => {
    fault = next;
    events.changed();
  };
  const zoom = (to: 'in' | 'out' | 'reset'): void => {
    const now = contents.getZoomFactor();
    const next = to === 'reset' ? 1 : now + (to === 'in' ? ZOOM.step : -ZOOM.step);
    contents.setZoomFactor(Math.min(ZOOM.most, Math.max(ZOOM.least, Math.round(next * 10) / 10)));
    events.changed();
  };

  contents.setWindowOpenHandler(({ url }) =>
    mayVisit(url) || url === ''
      ? {
          action: 'allow',
          outlivesOpener: true,
          createWindow: (options) => {
            const opened = (options as { webContents?: WebContents }).webContents;
            if (opened === undefined) throw new Error('the popup has no page');
            events.opened(opened);
            return opened;
          },
        }
      : { action: 'deny' },
  );
  contents.on('will-frame-navigate', (event) => {
    if (!mayVisit(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!mayVisit(event.url)) event.preventDefault();
  });
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument, url }) => {
    if (!isMainFrame || isSameDocument) return;
    asked = url;
    endWait?.();
    setFault(null);
  });
  contents.on('did-frame-navigate', (_event, url, _code, _status, isMainFrame) => {
    events.visited(url);
    if (isMainFrame) events.arrived(url);
    events.changed();
  });
  contents.on('did-navigate-in-page', (_event, url, isMainFrame) => {
    if (isMainFrame) events.arrived(url);
    events.changed();
  });
  contents.on('certificate-error', (_event, url, code, shown) => {
    certificate = { host: hostOf(url), code: code.replace(/^net::/, ''), certificate: shown };
  });
  contents.on('did-fail-load', (_event, code, text, url, isMainFrame) => {
    if (!isMainFrame || code === ABORTED) return;
    const host = hostOf(url === '' ? asked : url);
    const broken = /^ERR_CERT_|^ERR_SSL_/.test(text);
    if (broken && certificate?.host === host) {
      const { subjectName: subject, issuerName: issuer } = certificate.certificate;
      setFault({ kind: 'certificate', code: text, host, subject, issuer });
    } else
      setFault(
        broken
          ? { kind: 'certificate', code: text, host, subject: '', issuer: '' }
          : { kind: 'load', code: text, host },
      );
  });
  contents.on('render-process-gone', (_event, { reason }) => {
    endWait?.();
    setFault({ kind: 'crashed', code: reason, host: hostOf(contents.getURL()) });
  });
  for (const name of ['did-start-loading', 'did-stop-loading', 'page-title-updated'] as const) {
    contents.on(name as 'did-stop-loading', () => events.changed());
  }
  // A page that asks whether one really wants to leave does not keep a capture from being closed.
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  contents.once('destroyed', () => {
    endWait?.();
    events.closed();
  });
  contents.on('before-input-event', (event, input) => {
    const key = keyOf(input);
    if (key === undefined) return;
    event.preventDefault();
    if (key === 'zoomIn') zoom('in');
    else if (key === 'zoomOut') zoom('out');
    else if (key === 'zoomReset') zoom('reset');
    else events.key(key);
  });

  async function readFrames(): Promise<StorageFound[]> {
    const code = `(${readStorage.toString()})({ localStorage: true, sessionStorage: true, indexedDB: false })`;
    const found: StorageFound[] = [];
    for (const frame of contents.mainFrame.framesInSubtree) {
      if (!/^https?:/.test(frame.origin)) continue;
      const reading = (
        frame === contents.mainFrame
          ? contents.executeJavaScriptInIsolatedWorld(WORLD, [{ code }])
          : frame.executeJavaScript(code)
      ) as Promise<StorageFound>;
      const read = await reading.catch(() => undefined);
      if (read !== undefined) found.push(read);
    }
    return found;
  }

  return {
    view,
    tab: () => ({
      id,
      title: contents.getTitle(),
      url: fault === null ? contents.getURL() : asked,
      loading: contents.isLoading(),
      canGoBack: contents.navigationHistory.canGoBack(),
      zoom: Math.round(contents.getZoomFactor() * 100),
      fault,
    }),
    load: (url) => {
      asked = url;
      // A page that does not load says so by `did-fail-load`.
      contents.loadURL(url).catch(() => undefined);
    },
    back: () => contents.navigationHistory.goBack(),
    reload: () => {
      if (fault === null) return contents.reload();
      contents.loadURL(asked).catch(() => undefined);
    },
    zoom,
    pick: () => {
      const gone = new Promise<null>((resolve) => (endWait = () => resolve(null)));
      const picking = (
        contents.executeJavaScriptInIsolatedWorld(WORLD, [{ code: pickMarkCode() }]) as Promise<PickedMark | null>
      ).catch(() => null);
      return Promise.race([picking, gone]);
    },
    endPick: () => {
      endWait?.();
      if (!contents.isDestroyed()) {
        contents.executeJavaScriptInIsolatedWorld(WORLD, [{ code: endPickCode() }]).catch(() => undefined);
      }
    },
    readFrames,
    close: () => {
      if (!contents.isDestroyed()) contents.close();
    },
  };
}
