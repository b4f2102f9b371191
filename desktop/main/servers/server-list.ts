import { AppError } from '@sri/shared/errors.ts';
import { randomUUID } from 'node:crypto';
import { knownServerSchema, type KnownServer, type ServersState } from '../../contract/servers.ts';
import type { LocalStore } from '../store/shelf.ts';

const CHOSEN = 'chosen server';

export interface ServerList {
  state(): ServersState;
  find(id: string): KnownServer | null;
  chosen(): KnownServer | null;
  /** A server that is known by its address already gets the new name and colour. */
  add(server: Omit<KnownServer, 'id'>): KnownServer;
  choose(id: string | null): void;
  forget(id: string): void;
}

/** The installations that this computer knows, and which of them is in use. */
export function createServerList(store: LocalStore): ServerList {
  const servers = store.shelf('servers');
  const settings = store.shelf('settings');

  const all = (): KnownServer[] =>
    servers.list().flatMap(({ value }) => knownServerSchema.safeParse(JSON.parse(value)).data ?? []);
  const find = (id: string): KnownServer | null => all().find((server) => server.id === id) ?? null;
  const chosenId = (): string | null => {
    const id = settings.read(CHOSEN)?.value ?? null;
    return id !== null && find(id) !== null ? id : null;
  };

  return {
    find,
    state: () => ({ known: all().toSorted((a, b) => a.name.localeCompare(b.name)), chosenId: chosenId() }),
    chosen: () => {
      const id = chosenId();
      return id === null ? null : find(id);
    },
    add: (given) => {
      const server = { ...given, id: all().find(({ url }) => url === given.url)?.id ?? randomUUID() };
      servers.write(server.id, JSON.stringify(server));
      return server;
    },
    choose: (id) => {
      if (id === null) return settings.remove(CHOSEN);
      if (find(id) === null) throw new AppError('not_found', 'This server is not known.', { hint: 'Add it first.' });
      settings.write(CHOSEN, id);
    },
    forget: (id) => {
      servers.remove(id);
      if (settings.read(CHOSEN)?.value === id) settings.remove(CHOSEN);
    },
  };
}
