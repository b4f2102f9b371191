import type { Kept, LocalStore, Shelf, ShelfName } from './shelf.ts';

function memoryShelf(now: () => number): Shelf {
  const kept = new Map<string, Kept>();
  return {
    read: (key) => kept.get(key) ?? null,
    write: (key, value) => {
      // Out and in again, so that the map's order is that of the times.
      kept.delete(key);
      kept.set(key, { key, value, at: now() });
    },
    remove: (key) => void kept.delete(key),
    list: (prefix = '') => [...kept.values()].filter(({ key }) => key.startsWith(prefix)),
  };
}

/** Stands in where the database cannot be opened: the app works, and forgets when it closes. */
export function memoryStore(now: () => number = Date.now): LocalStore {
  const shelves = new Map<ShelfName, Shelf>();
  return {
    kind: 'none',
    shelf: (name) => {
      const shelf = shelves.get(name) ?? memoryShelf(now);
      shelves.set(name, shelf);
      return shelf;
    },
    close: () => shelves.clear(),
  };
}
