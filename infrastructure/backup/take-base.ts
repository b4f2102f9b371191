import { type Base, basesToDelete, type KeepRule, walToDelete } from './keep.ts';
import type { PostgresClient } from './postgres-client.ts';
import type { BackupStore } from './store/backup-store.ts';
import { baseKey, completeBases, manifestKey, storedWal, timeId, walKey } from './store/bases.ts';

/**
 * Puts the whole cluster into the store, with the log that it needs to be consistent by itself. A backup that broke off
 * has no manifest and is not restored from.
 */
export async function takeBase(postgres: PostgresClient, store: BackupStore): Promise<Base & { bytes: number }> {
  const at = new Date();
  const id = timeId(at);
  const segment = await postgres.ask('select pg_walfile_name(pg_current_wal_lsn())');
  const version = await postgres.ask('show server_version');
  const bytes = await store.put(
    baseKey(id),
    postgres.stream('pg_basebackup', [
      '--pgdata=-',
      '--format=tar',
      '--wal-method=fetch',
      '--checkpoint=fast',
      '--no-password',
    ]),
  );
  await store.putPlain(manifestKey(id), JSON.stringify({ at, segment, postgres: version, bytes }));
  return { id, at, segment, bytes };
}

/** The database as statements: for another version of Postgres, or to take one table back. */
export async function takeDump(postgres: PostgresClient, store: BackupStore): Promise<number> {
  const stream = postgres.stream('pg_dump', ['--format=custom', '--compress=0', '--no-password']);
  return store.put(`dump/${timeId(new Date())}.dump.zst`, stream);
}

/** Deletes what is too old. Returns how many files went. */
export async function deleteOld(store: BackupStore, rule: KeepRule, now = new Date()): Promise<number> {
  const bases = await completeBases(store);
  const gone = basesToDelete(bases, rule, now);
  const kept = bases.filter((base) => !gone.includes(base));
  const oldest = kept[0];
  const unfinished = (await store.list('base/')).filter((key) => {
    const id = key.split('/')[1] ?? '';
    return oldest !== undefined && id < oldest.id;
  });
  const dumps = (await store.list('dump/')).filter((key) => oldest !== undefined && key < `dump/${oldest.id}`);
  const wal = walToDelete(await storedWal(store), kept).map(walKey);
  // The manifest first: from then on nobody takes it for whole.
  const keys = [...gone.map(({ id }) => manifestKey(id)), ...unfinished, ...dumps, ...wal];
  for (const key of new Set(keys)) await store.delete(key);
  return new Set(keys).size;
}
