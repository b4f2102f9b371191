import type { Session, WebContentsView } from 'electron';
import { readStorage, type StorageFound } from './in-page/read-storage.ts';

export interface OriginReader {
  /** localStorage and IndexedDB of an origin; undefined where it could not be opened. */
  read(origin: string): Promise<StorageFound | undefined>;
  close(): void;
}

const EMPTY_PAGE = Buffer.from('<!doctype html><title>.</title>').toString('base64');
const PATIENCE_MS = 15_000;

/**
 * Reads what origins have stored, from an empty page of ours at each: out of sight, in the capture's partition, answered
 * here without any network, so that the portal neither sees nor runs anything. The debugger is attached to this page of
 * ours alone.
 */
export function openOriginReader(View: typeof WebContentsView, session: Session): OriginReader {
  const view = new View({
    webPreferences: { session, sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  const { webContents } = view;
  const cdp = webContents.debugger;
  cdp.on('message', (_event, method, params: { requestId?: string }) => {
    if (method !== 'Fetch.requestPaused') return;
    const answer = {
      requestId: params.requestId,
      responseCode: 200,
      responseHeaders: [{ name: 'content-type', value: 'text/html' }],
      body: EMPTY_PAGE,
    };
    cdp.sendCommand('Fetch.fulfillRequest', answer).catch(() => undefined);
  });
  const ready = (async () => {
    // There is nothing to attach to before a first page stands.
    await webContents.loadURL('about:blank');
    cdp.attach('1.3');
    await cdp.sendCommand('Network.enable');
    // Else a service worker of the portal would answer in our place.
    await cdp.sendCommand('Network.setBypassServiceWorker', { bypass: true });
    await cdp.sendCommand('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  })();

  async function readOne(origin: string): Promise<StorageFound> {
    await ready;
    await webContents.loadURL(`${origin}/`);
    const code = `(${readStorage.toString()})({ localStorage: true, sessionStorage: false, indexedDB: true })`;
    return (await webContents.executeJavaScript(code)) as StorageFound;
  }

  return {
    read: (origin) => {
      const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS).unref());
      return Promise.race([readOne(origin).catch(() => undefined), late]);
    },
    close: () => {
      // The view is named here so that it is not collected, and its page with it, while somebody reads.
      if (!view.webContents.isDestroyed()) view.webContents.close();
    },
  };
}
