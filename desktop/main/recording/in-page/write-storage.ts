/*
 * Runs in a page, as text: everything that it uses stands inside the function. It takes IndexedDB in the form in which
 * Playwright's `storageState` writes it, which is how sessions keep it.
 */

interface NameValue {
  name: string;
  value: string;
}

export interface StorageGiven {
  localStorage: NameValue[];
  indexedDB: unknown[];
}

interface Path {
  keyPath?: string;
  keyPathArray?: string[];
}
interface StoredRecord {
  key?: unknown;
  keyEncoded?: unknown;
  value?: unknown;
  valueEncoded?: unknown;
}
interface StoredIndex extends Path {
  name: string;
  multiEntry?: boolean;
  unique?: boolean;
}
interface StoredStore extends Path {
  name: string;
  autoIncrement?: boolean;
  indexes?: StoredIndex[];
  records?: StoredRecord[];
}
interface StoredDatabase {
  name: string;
  version: number;
  stores: StoredStore[];
}

/** Puts back what an origin had stored; what of it cannot be put back is left out. */
export async function writeStorage({ localStorage: entries, indexedDB: databases }: StorageGiven): Promise<void> {
  const bytes = (text: string): ArrayBuffer => Uint8Array.from(atob(text), (one) => one.charCodeAt(0)).buffer;
  const WORDS: Record<string, unknown> = {
    undefined: undefined,
    null: null,
    NaN: Number.NaN,
    Infinity: Number.POSITIVE_INFINITY,
    '-Infinity': Number.NEGATIVE_INFINITY,
    '-0': -0,
  };
  const ARRAYS: Record<string, new (buffer: ArrayBuffer) => unknown> = {
    i8: Int8Array,
    ui8: Uint8Array,
    ui8c: Uint8ClampedArray,
    i16: Int16Array,
    ui16: Uint16Array,
    i32: Int32Array,
    ui32: Uint32Array,
    f32: Float32Array,
    f64: Float64Array,
    bi64: BigInt64Array,
    bui64: BigUint64Array,
  };
  const decode = (root: unknown): unknown => {
    const known = new Map<number, unknown>();
    const keep = <T>(id: unknown, made: T): T => {
      known.set(Number(id), made);
      return made;
    };
    const walk = (value: unknown): unknown => {
      if (typeof value !== 'object' || value === null) return value;
      const at = value as Record<string, never>;
      if ('v' in at) return WORDS[at['v']];
      if ('bi' in at) return BigInt(at['bi']);
      if ('ref' in at) return known.get(Number(at['ref']));
      if ('d' in at) return new Date(at['d']);
      if ('r' in at) return new RegExp(at['r']['p'], at['r']['f']);
      if ('ab' in at) return bytes(at['ab']['b']);
      if ('ta' in at) {
        const View = ARRAYS[at['ta']['k']];
        return View === undefined ? undefined : new View(bytes(at['ta']['b']));
      }
      if ('a' in at) {
        const list = keep<unknown[]>(at['id'], []);
        for (const one of at['a'] as unknown[]) list.push(walk(one));
        return list;
      }
      if ('m' in at) {
        const map = keep(at['id'], new Map());
        for (const { k, v } of at['m'] as { k: unknown; v: unknown }[]) map.set(walk(k), walk(v));
        return map;
      }
      if ('s' in at) {
        const set = keep(at['id'], new Set());
        for (const one of at['s'] as unknown[]) set.add(walk(one));
        return set;
      }
      const made = keep<Record<string, unknown>>(at['id'], {});
      for (const { k, v } of (at['o'] ?? []) as { k: string; v: unknown }[]) made[k] = walk(v);
      return made;
    };
    return walk(root);
  };
  const pathOf = ({ keyPath, keyPathArray }: Path): string | string[] | undefined => keyPathArray ?? keyPath;

  const makeStore = (database: IDBDatabase, { name, autoIncrement, indexes = [], ...rest }: StoredStore): void => {
    const keyPath = pathOf(rest);
    const store = database.createObjectStore(name, {
      autoIncrement: autoIncrement === true,
      ...(keyPath === undefined ? {} : { keyPath }),
    });
    for (const { name: index, multiEntry, unique, ...path } of indexes) {
      store.createIndex(index, pathOf(path) ?? '', { multiEntry: multiEntry === true, unique: unique === true });
    }
  };
  const fill = (transaction: IDBTransaction, { name, records = [] }: StoredStore): void => {
    const store = transaction.objectStore(name);
    for (const record of records) {
      const value = 'valueEncoded' in record ? decode(record.valueEncoded) : record.value;
      const key = 'keyEncoded' in record ? decode(record.keyEncoded) : record.key;
      if (key === undefined) store.put(value);
      else store.put(value, key as IDBValidKey);
    }
  };
  const write = ({ name, version, stores }: StoredDatabase): Promise<void> =>
    new Promise((resolve, reject) => {
      const opening = indexedDB.open(name, version);
      opening.addEventListener('error', () => reject(opening.error ?? new Error('refused')));
      opening.addEventListener('upgradeneeded', () => {
        for (const store of stores) makeStore(opening.result, store);
        const { transaction } = opening;
        if (transaction !== null) for (const store of stores) fill(transaction, store);
      });
      opening.addEventListener('success', () => {
        opening.result.close();
        resolve();
      });
    });

  for (const { name, value } of entries) {
    try {
      localStorage.setItem(name, value);
    } catch {
      // Full, or not to be had at this origin.
    }
  }
  for (const database of databases) await write(database as StoredDatabase).catch(() => undefined);
}
