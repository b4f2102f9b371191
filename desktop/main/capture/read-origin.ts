import { readStorage, type StorageFound } from './in-page/read-storage.ts';
import type { OriginPages } from './origin-pages.ts';

/** localStorage and IndexedDB of an origin; undefined where it could not be opened. */
export async function readOrigin(pages: OriginPages, origin: string): Promise<StorageFound | undefined> {
  const code = `(${readStorage.toString()})({ localStorage: true, sessionStorage: false, indexedDB: true })`;
  return (await pages.run(origin, code)) as StorageFound | undefined;
}
