import { session, WebContentsView } from 'electron';
import { AppError } from '@sri/shared/errors.ts';
import type { CAPTURE_CALLS } from '../contract/capture.ts';
import type { EventName, EventPayload } from '../contract/ipc.ts';
import { captureApi, type Request } from './capture/capture-api.ts';
import type { CaptureBrowsers } from './capture/capture-browsers.ts';
import { createCaptureController } from './capture/capture-controller.ts';
import { captureHandlers } from './capture/capture-handlers.ts';
import type { EmbeddedHolder } from './capture/embedded-handlers.ts';
import { openEmbeddedBrowser } from './capture/embedded-browser.ts';
import { keepCaptures, type SignedInAs } from './capture/kept-captures.ts';
import { openChromeBrowser } from './chrome-capture/chrome-browser.ts';
import { findChrome } from './chrome-capture/find-chrome.ts';
import { chromeFacts } from './config.ts';
import type { HandlersOf } from './ipc/serve.ts';
import type { ActiveServer } from './server-connection/active-server.ts';
import type { UnsentSessions } from './store/unsent-sessions.ts';
import type { AppWindows } from './windows/app-windows.ts';

export interface CaptureParts {
  request: Request;
  active: ActiveServer;
  unsent: UnsentSessions;
  windows: AppWindows;
  tell: <N extends EventName>(event: N, payload: EventPayload<N>) => void;
}

export interface Capture {
  handlers: HandlersOf<typeof CAPTURE_CALLS>;
  holder: EmbeddedHolder;
  close: () => Promise<void>;
  /** Sends what waits. For whenever the server may take it: a sign-in holds, the connection is back. */
  sendKept: () => void;
}

function noWindow(): AppError {
  return new AppError('internal', 'The app’s window is closed.', { hint: 'Open the app again.' });
}

/** The two browsers in which a person signs in: one in our window, one beside it. */
function captureBrowsers({ windows, tell }: CaptureParts): CaptureBrowsers {
  return {
    open: async (way, options) => {
      if (way === 'chrome') {
        const path = findChrome(chromeFacts());
        if (path !== null) return openChromeBrowser({ ...options, path });
        throw new AppError('program_missing', 'There is no Chrome on this computer.', {
          hint: 'Install Chrome, Chromium or Edge and try again.',
        });
      }
      const window = windows.main();
      if (window === null) throw noWindow();
      return openEmbeddedBrowser({
        electron: { WebContentsView, session },
        window,
        start: options.start,
        events: { ...options, key: (key) => tell('embedded.key', { key }) },
      });
    },
  };
}

/** Puts the capture of sessions together: its browsers, the way to the server, what is kept until it can be sent. */
export function composeCapture(parts: CaptureParts): Capture {
  const { request, active, unsent, windows, tell } = parts;

  async function signedInAs(): Promise<SignedInAs | null> {
    const server = active.current()?.server;
    if (server === undefined) return null;
    const me = await request('getMe', {}).catch(() => null);
    return me === null ? null : { server: server.id, userId: me.user.id };
  }

  const api = captureApi(request);
  const keeper = keepCaptures(unsent, signedInAs, (providerId, session) => api.save(providerId, session));
  const controller = createCaptureController({
    browsers: captureBrowsers(parts),
    api,
    keeper,
    changed: (state) => tell('capture.changed', state),
  });
  windows.beforeClose(() => {
    const unsaved = controller.state()?.unsaved === true;
    if (unsaved) tell('capture.closeAsked', undefined);
    return unsaved;
  });
  return {
    handlers: captureHandlers(controller),
    holder: controller,
    close: controller.close,
    sendKept: () => void keeper.sendAll(),
  };
}
