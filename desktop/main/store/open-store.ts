import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { memoryStore } from './memory-store.ts';
import type { LocalStore } from './shelf.ts';
import { sqliteStore } from './sqlite-store.ts';

/**
 * Opens the local store in a folder. Its database is an addon of machine code: where that does not load, or the file is
 * broken, the app goes on without, and says so.
 */
export async function openStore(folder: string, onMissing: (error: unknown) => void): Promise<LocalStore> {
  try {
    const { default: Database } = await import('better-sqlite3');
    const file = join(folder, 'sri.sqlite');
    const database = new Database(file);
    chmodSync(file, 0o600);
    return sqliteStore(database);
  } catch (error) {
    onMissing(error);
    return memoryStore();
  }
}
