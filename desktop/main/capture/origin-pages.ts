import type { Session, WebContentsView } from 'electron';

export interface OriginPages {
  /** Runs code at an origin; undefined where that could not be opened, or does not answer. */
  run(origin: string, code: string): Promise<unknown>;
  close(): void;
}

const EMPTY_PAGE = Buffer.from('<!doctype html><title>.</title>').toString('base64');
const PATIENCE_MS = 15_000;

/**
 * Empty pages of ours at any origin: out of sight, in the browser's partition, answered here without any network, so
 * that the portal neither sees nor runs anything. The debugger is attached to this page of ours alone.
 */
export function openOriginPages(View: typeof WebContentsView, session: Session): OriginPages {
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

  async function runAt(origin: string, code: string): Promise<unknown> {
    await ready;
    await webContents.loadURL(`${origin}/`);
    return webContents.executeJavaScript(code);
  }

  return {
    run: (origin, code) => {
      const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS).unref());
      return Promise.race([runAt(origin, code).catch(() => undefined), late]);
    },
    close: () => {
      // The view is named here so that it is not collected, and its page with it, while somebody waits for it.
      if (!view.webContents.isDestroyed()) view.webContents.close();
    },
  };
}
