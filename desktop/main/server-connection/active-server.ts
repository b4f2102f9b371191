import type { Session } from 'electron';
import type { ConnectionState } from '../../contract/live.ts';
import type { KnownServer } from '../../contract/servers.ts';
import type { Keychain } from '../keychain/keychain.ts';
import { lastLists } from '../store/last-lists.ts';
import type { LocalStore } from '../store/shelf.ts';
import type { FileLinks } from './file-links.ts';
import { keptSignIn } from './kept-sign-in.ts';
import { openSocket } from './open-socket.ts';
import { createServerConnection, type ServerConnection } from './server-connection.ts';

export interface ActiveServer {
  current(): { server: KnownServer; connection: ServerConnection } | null;
  /** All calls go there from now on; null: nowhere. */
  use(server: KnownServer | null): void;
  connectionState(): ConnectionState;
}

export interface ActiveServerOptions {
  session: Pick<Session, 'fetch'>;
  store: LocalStore;
  keychain: Keychain;
  links: FileLinks;
  onConnection: (state: ConnectionState, before?: ConnectionState) => void;
  onSignedOut: () => void;
  onSignedIn: () => void;
}

const NEW: ConnectionState = { online: true, retryAt: null, lastOkAt: null };

/** Calls over Chromium's network: the system's proxy and certificates count, no cookie is kept, no redirect followed. */
export function networkFetch(session: Pick<Session, 'fetch'>) {
  return (url: string, init: RequestInit): Promise<Response> =>
    session.fetch(url, { ...init, credentials: 'omit', redirect: 'error', cache: 'no-store' });
}

/** The server in use, of the known ones. */
export function createActiveServer(options: ActiveServerOptions): ActiveServer {
  const { session, store, keychain, links, onConnection, onSignedOut, onSignedIn } = options;
  let current: { server: KnownServer; connection: ServerConnection } | null = null;

  function connect(server: KnownServer): ServerConnection {
    const connection = createServerConnection({
      origin: server.url,
      fetch: networkFetch(session),
      openSocket,
      signIn: keptSignIn(server.id, store.shelf('sign_ins'), keychain),
      lists: lastLists(store.shelf('last_lists'), server.id),
      links,
      onSignedOut,
      onSignedIn,
    });
    connection.connection.store.subscribe(onConnection);
    return connection;
  }

  return {
    current: () => current,
    use: (server) => {
      current?.connection.close();
      current = server === null ? null : { server, connection: connect(server) };
      onConnection(current?.connection.connection.store.getState() ?? NEW);
    },
    connectionState: () => current?.connection.connection.store.getState() ?? NEW,
  };
}
