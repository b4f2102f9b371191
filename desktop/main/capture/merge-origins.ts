import type { StorageFound } from './in-page/read-storage.ts';
import type { StoredOrigin } from './login-browser.ts';

/**
 * One entry an origin. What lasts (localStorage, IndexedDB) is the same in every page of an origin; sessionStorage belongs
 * to a page, and the first page that has any is taken: the one that the person looks at comes first.
 */
export function mergeOrigins(found: readonly StorageFound[]): { origins: StoredOrigin[]; unreadable: boolean } {
  const byOrigin = new Map<string, StoredOrigin>();
  for (const { origin, localStorage, sessionStorage, indexedDB } of found) {
    if (!/^https?:/.test(origin)) continue;
    const before = byOrigin.get(origin);
    const first = <T>(old: readonly T[] | undefined, now: readonly T[]): T[] => [
      ...((old?.length ?? 0) > 0 ? (old ?? []) : now),
    ];
    byOrigin.set(origin, {
      origin,
      localStorage: first(before?.localStorage, localStorage),
      sessionStorage: first(before?.sessionStorage, sessionStorage),
      indexedDB: first(before?.indexedDB, indexedDB),
    });
  }
  return { origins: [...byOrigin.values()], unreadable: found.some(({ unreadable }) => unreadable) };
}
