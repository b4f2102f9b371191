import type { SERVER_CALLS, ServersState } from '../../contract/servers.ts';
import type { HandlersOf } from '../ipc/serve.ts';
import type { ActiveServer } from '../server-connection/active-server.ts';
import { checkServer, type CheckOptions } from '../servers/check-server.ts';
import type { ServerList } from '../servers/server-list.ts';
import { lastLists } from '../store/last-lists.ts';
import type { LocalStore } from '../store/shelf.ts';

export interface ServerHandlerParts extends CheckOptions {
  list: ServerList;
  active: ActiveServer;
  store: LocalStore;
  changed: (state: ServersState) => void;
}

/** What the renderer may do with the servers that this computer knows. */
export function serverHandlers(parts: ServerHandlerParts): HandlersOf<typeof SERVER_CALLS> {
  const { list, active, store, changed } = parts;
  return {
    'servers.check': ({ url }) => checkServer(url, parts),
    'servers.add': (given) => {
      const server = list.add(given);
      changed(list.state());
      return server;
    },
    'servers.choose': ({ id }) => {
      list.choose(id);
      active.use(list.chosen());
      changed(list.state());
    },
    'servers.forget': ({ id }) => {
      list.forget(id);
      store.shelf('sign_ins').remove(id);
      lastLists(store.shelf('last_lists'), id).clear();
      if (active.current()?.server.id === id) active.use(null);
      changed(list.state());
    },
  };
}
