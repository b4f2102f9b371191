import type Database from 'better-sqlite3';
import { MIGRATIONS } from './migrations.ts';
import type { Kept, LocalStore, Shelf, ShelfName } from './shelf.ts';

function migrate(database: Database.Database): void {
  const done = Number(database.pragma('user_version', { simple: true }));
  if (done > MIGRATIONS.length) throw new Error(`The local store is of a newer version of the app (${done}).`);
  for (const [index, step] of MIGRATIONS.entries()) {
    if (index < done) continue;
    database.transaction(() => {
      database.exec(step);
      database.pragma(`user_version = ${index + 1}`);
    })();
  }
}

function sqliteShelf(database: Database.Database, table: ShelfName, now: () => number): Shelf {
  const read = database.prepare<[string], Kept>(`select key, at, value from ${table} where key = ?`);
  const write = database.prepare<[string, number, string]>(
    `insert into ${table} (key, at, value) values (?, ?, ?)
     on conflict (key) do update set at = excluded.at, value = excluded.value`,
  );
  const remove = database.prepare<[string]>(`delete from ${table} where key = ?`);
  const list = database.prepare<[string, string], Kept>(
    `select key, at, value from ${table} where substr(key, 1, length(?)) = ? order by at, rowid`,
  );
  return {
    // What still comes in while the app ends finds it closed, and is not kept.
    read: (key) => (database.open ? (read.get(key) ?? null) : null),
    write: (key, value) => void (database.open && write.run(key, now(), value)),
    remove: (key) => void (database.open && remove.run(key)),
    list: (prefix = '') => (database.open ? list.all(prefix, prefix) : []),
  };
}

/** The store in an opened database, brought up to date. Throws where that does not work. */
export function sqliteStore(database: Database.Database, now: () => number = Date.now): LocalStore {
  // The person who is signed in to this computer alone may read it; deleted values are written over.
  database.pragma('journal_mode = WAL');
  database.pragma('secure_delete = on');
  migrate(database);
  const shelves = new Map<ShelfName, Shelf>();
  return {
    kind: 'file',
    shelf: (name) => {
      const shelf = shelves.get(name) ?? sqliteShelf(database, name, now);
      shelves.set(name, shelf);
      return shelf;
    },
    close: () => void database.close(),
  };
}
