import { dialog, ipcMain, MessageChannelMain, safeStorage, session, shell, type Session } from 'electron';
import { APP_ORIGIN, APP_SCHEME } from '../contract/channel.ts';
import { CALLS, type EventName, type EventPayload } from '../contract/ipc.ts';
import { composeEmbedded } from './compose-embedded.ts';
import type { DesktopConfig } from './config.ts';
import { appHandlers } from './handlers/app-handlers.ts';
import { liveHandlers } from './handlers/live-handlers.ts';
import { serverHandlers } from './handlers/server-handlers.ts';
import { ownSender } from './ipc/own-sender.ts';
import { push } from './ipc/push.ts';
import { serveIpc } from './ipc/serve.ts';
import { openKeychain } from './keychain/keychain.ts';
import type { Log } from './log/open-log.ts';
import { appProtocol } from './protocol/app-protocol.ts';
import { createActiveServer, networkFetch } from './server-connection/active-server.ts';
import { createFileLinks } from './server-connection/file-links.ts';
import { seeCertificates } from './servers/seen-certificates.ts';
import { createServerList } from './servers/server-list.ts';
import { openStore } from './store/open-store.ts';
import { unsentSessions } from './store/unsent-sessions.ts';
import { createAppWindows, type AppWindows } from './windows/app-windows.ts';

export interface DesktopParts {
  config: DesktopConfig;
  /** The app's folder of this person on this computer. */
  folder: string;
  log: Log;
  isPackaged: boolean;
  /** Where a link led that opened the app. */
  takeOpenPath: () => string | null;
}

export interface Desktop {
  windows: AppWindows;
  /** Tells all windows. */
  tell<N extends EventName>(event: N, payload: EventPayload<N>): void;
  /** Chooses the server of this computer at this origin; it is known from now on. */
  useServer(url: string): void;
  close(): void;
}

function fetchLink(network: Session): (url: string) => Promise<Response> {
  const fetch = networkFetch(network);
  return (url) => fetch(url, {});
}

/** Puts the main process together, from what it keeps to what windows may ask. */
export async function compose({ config, folder, log, isPackaged, takeOpenPath }: DesktopParts): Promise<Desktop> {
  const network = session.defaultSession;
  const certificateOf = seeCertificates(network);
  const store = await openStore(folder, (error) => log.error('The local store does not open', error));
  const keychain = await openKeychain(safeStorage, process.platform);
  const keeping = { store: store.kind, secrets: store.kind === 'none' ? 'memory' : keychain.kind } as const;
  log.info('Started', { keeping });

  const settings = store.shelf('settings');
  const windows = createAppWindows({ config, settings, devTools: !isPackaged });
  const tell: Desktop['tell'] = (event, payload) => {
    for (const window of windows.each()) push(window.webContents, event, payload);
  };

  const links = createFileLinks();
  const servers = createServerList(store);
  let sendKept = (): void => undefined;
  const active = createActiveServer({
    session: network,
    store,
    keychain,
    links,
    onConnection: (state, before) => {
      tell('connection.changed', state);
      if (state.online && before?.online === false) sendKept();
    },
    onSignedIn: () => sendKept(),
    onSignedOut: () => tell('signedOut', undefined),
  });
  const unsent = unsentSessions(store.shelf('unsent_sessions'), store.kind === 'file', keychain);
  const embedded = composeEmbedded({ active, unsent, windows, tell });
  sendKept = embedded.sendKept;
  active.use(servers.chosen());

  network.protocol.handle(
    APP_SCHEME,
    appProtocol({
      folder: config.rendererFolder,
      fetchFile: (address) => {
        const link = links.find(address);
        return link === null ? null : fetchLink(network)(link);
      },
    }),
  );
  serveIpc({
    ipcMain,
    calls: CALLS,
    handlers: {
      ...appHandlers({
        servers,
        active,
        settings,
        keeping,
        links,
        windows,
        logFile: log.file,
        dialog,
        shell,
        fetchLink: fetchLink(network),
        takeOpenPath,
      }),
      ...liveHandlers({ active, push, openChannel: () => new MessageChannelMain() }),
      ...serverHandlers({
        list: servers,
        active,
        store,
        fetch: networkFetch(network),
        certificateOf,
        changed: (state) => tell('servers.changed', state),
      }),
      ...embedded.handlers,
    },
    isOwn: ownSender(windows, [config.devServer ?? APP_ORIGIN]),
    onFault: (name, error) => log.error(`The call ${name} failed`, error),
  });

  return {
    windows,
    tell,
    useServer: (url) => {
      const known = servers.state().known.find((server) => server.url === url);
      servers.choose((known ?? servers.add({ name: new URL(url).host, url, environment: 'local' })).id);
      active.use(servers.chosen());
    },
    close: () => {
      active.use(null);
      store.close();
    },
  };
}
