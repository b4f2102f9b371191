import { createStore } from 'zustand/vanilla';
import type { RouteInput, RouteName, RouteOutput } from '../../contract/api-routes.ts';
import type { AppState } from '../../contract/app.ts';
import type { Bridge, DesktopBridge, ServersBridge } from './bridge.ts';
import { createCaptureBridge } from './capture-bridge.ts';
import type { DesktopCalls } from './desktop-call.ts';
import { desktopLive } from './desktop-live.ts';
import { createEmbeddedBridge } from './embedded-bridge.ts';
import { createRecordingBridge } from './recording-bridge.ts';

function serversBridge({ call, listen }: DesktopCalls, first: AppState['servers']): ServersBridge {
  const state = createStore(() => first);
  listen('servers.changed', (next) => state.setState(next));
  return {
    state,
    check: (url) => call('servers.check', { url }),
    add: (server) => call('servers.add', server),
    choose: async (id) => {
      await call('servers.choose', { id });
      // An answer may overtake the event that tells the same, and whoever waits for it looks here next.
      state.setState({ chosenId: id });
    },
    forget: (id) => call('servers.forget', { id }),
  };
}

function desktopPart({ call, listen }: DesktopCalls, state: AppState): DesktopBridge {
  return {
    keeping: state.keeping,
    openJob: (jobId) => void call('windows.openJob', { jobId }),
    exportDiagnostics: async () => (await call('app.exportDiagnostics', undefined)).saved,
    onPath: (listener) => listen('path.opened', ({ path }) => listener(path)),
    firstPath: state.openPath,
  };
}

/**
 * The desktop app's bridge: the main process holds the sign-in and speaks to the control plane; nothing of it comes into
 * the page. `state` is what the main process said at the start.
 */
export function createDesktopBridge(calls: DesktopCalls, state: AppState): Bridge {
  const { call, listen } = calls;
  const signedOut = new Set<() => void>();
  const connection = createStore(() => state.connection);
  listen('connection.changed', (next) => connection.setState(next));
  listen('signedOut', () => {
    for (const listener of signedOut) listener();
  });
  return {
    kind: 'desktop',
    can: { capture: true, record: true, nativeNotify: false, saveDialog: true, selfUpdate: false, deepLink: true },
    request: async <R extends RouteName>(route: R, input: RouteInput<R>) =>
      (await call('api.request', { route, input })) as RouteOutput<R>,
    ...desktopLive(calls),
    connection: Object.assign(connection, { retryNow: () => void call('connection.retry', undefined) }),
    onSignedOut: (listener) => {
      signedOut.add(listener);
      return () => void signedOut.delete(listener);
    },
    openExternal: (url) => void call('links.open', { url }),
    saveFile: (name, url) => void call('files.save', { name, url }),
    servers: serversBridge(calls, state.servers),
    desktop: desktopPart(calls, state),
    embedded: createEmbeddedBridge(calls),
    capture: createCaptureBridge(calls),
    recording: createRecordingBridge(calls),
  };
}
