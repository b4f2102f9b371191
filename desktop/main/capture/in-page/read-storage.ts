/*
 * Runs in a page, as text: everything that it uses stands inside the function. What it gives back of IndexedDB has the
 * form in which Playwright's `storageState` takes it, since that is how a worker puts it back.
 */

export interface StorageWanted {
  localStorage: boolean;
  sessionStorage: boolean;
  indexedDB: boolean;
}

export interface NameValue {
  name: string;
  value: string;
}

export interface StorageFound {
  origin: string;
  localStorage: NameValue[];
  sessionStorage: NameValue[];
  indexedDB: unknown[];
  /** Something has no form in which it could be kept, as a key that may not leave the browser. */
  unreadable: boolean;
}

/** Everything that the page's origin has stored, of the kinds wanted. */
export async function readStorage(wanted: StorageWanted): Promise<StorageFound> {
  let unreadable = false;

  const entriesOf = (read: () => Storage): NameValue[] => {
    try {
      const storage = read();
      return Object.keys(storage).map((name) => ({ name, value: storage.getItem(name) ?? '' }));
    } catch {
      return [];
    }
  };
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error ?? new Error('refused')));
    });

  const isPlain = (value: unknown): boolean =>
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0));
  const isTrivial = (value: unknown): boolean => {
    if (isPlain(value)) return true;
    if (Array.isArray(value)) return value.every(isTrivial);
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false;
    return Object.values(value).every(isTrivial);
  };

  const ARRAYS: [string, string][] = [
    ['i8', 'Int8Array'],
    ['ui8', 'Uint8Array'],
    ['ui8c', 'Uint8ClampedArray'],
    ['i16', 'Int16Array'],
    ['ui16', 'Uint16Array'],
    ['i32', 'Int32Array'],
    ['ui32', 'Uint32Array'],
    ['f32', 'Float32Array'],
    ['f64', 'Float64Array'],
    ['bi64', 'BigInt64Array'],
    ['bui64', 'BigUint64Array'],
  ];
  const base64 = (buffer: ArrayBufferLike, from: number, length: number): string => {
    let text = '';
    for (const byte of new Uint8Array(buffer, from, length)) text += String.fromCharCode(byte);
    return btoa(text);
  };
  const special = (value: unknown): string | undefined => {
    if (value === undefined) return 'undefined';
    if (value === null) return 'null';
    if (typeof value !== 'number' || (Number.isFinite(value) && !Object.is(value, -0))) return undefined;
    return Object.is(value, -0) ? '-0' : String(value);
  };
  /** A value with marks for what JSON does not know. Throws for what cannot be kept. */
  const encode = (root: unknown): unknown => {
    const seen = new Map<object, number>();
    const walk = (value: unknown): unknown => {
      const word = special(value);
      if (word !== undefined) return { v: word };
      if (typeof value === 'bigint') return { bi: value.toString() };
      if (typeof value !== 'object' || value === null) return value;
      const before = seen.get(value);
      if (before !== undefined) return { ref: before };
      if (value instanceof Date) return { d: value.toJSON() };
      if (value instanceof RegExp) return { r: { p: value.source, f: value.flags } };
      if (value instanceof ArrayBuffer) return { ab: { b: base64(value, 0, value.byteLength) } };
      const tag = Object.prototype.toString.call(value).slice(8, -1);
      const kind = ARRAYS.find(([, name]) => name === tag)?.[0];
      if (kind !== undefined && ArrayBuffer.isView(value)) {
        return { ta: { b: base64(value.buffer, value.byteOffset, value.byteLength), k: kind } };
      }
      const id = seen.size + 1;
      seen.set(value, id);
      if (Array.isArray(value)) return { a: value.map(walk), id };
      if (value instanceof Map) return { m: [...value].map(([k, v]) => ({ k: walk(k), v: walk(v) })), id };
      if (value instanceof Set) return { s: [...value].map(walk), id };
      if (tag !== 'Object') throw new Error(tag);
      return { o: Object.entries(value).map(([k, v]) => ({ k, v: walk(v) })), id };
    };
    return walk(root);
  };
  const named = (name: string, value: unknown): Record<string, unknown> =>
    isTrivial(value) ? { [name]: value } : { [`${name}Encoded`]: encode(value) };
  const pathOf = (keyPath: string | string[] | null): Record<string, unknown> => {
    if (typeof keyPath === 'string') return { keyPath };
    return Array.isArray(keyPath) ? { keyPathArray: [...keyPath] } : {};
  };

  const readStore = async (store: IDBObjectStore): Promise<unknown> => {
    const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll() as IDBRequest<unknown[]>)]);
    const records: unknown[] = [];
    for (const [index, key] of keys.entries()) {
      try {
        const own = store.keyPath === null ? named('key', key) : {};
        records.push({ ...own, ...named('value', values[index]) });
      } catch {
        unreadable = true;
      }
    }
    const indexes = [...store.indexNames].map((name) => {
      const { keyPath, multiEntry, unique } = store.index(name);
      return { name, ...pathOf(keyPath), multiEntry, unique };
    });
    return { name: store.name, autoIncrement: store.autoIncrement, ...pathOf(store.keyPath), indexes, records };
  };
  const readDatabase = async ({ name = '', version = 1 }: IDBDatabaseInfo): Promise<unknown> => {
    const database = await done(indexedDB.open(name));
    try {
      const names = [...database.objectStoreNames];
      if (names.length === 0) return { name, version, stores: [] };
      const transaction = database.transaction(names, 'readonly');
      const stores = await Promise.all(names.map((store) => readStore(transaction.objectStore(store))));
      return { name, version, stores };
    } finally {
      database.close();
    }
  };
  const readDatabases = async (): Promise<unknown[]> => {
    const found: unknown[] = [];
    const listed = await indexedDB.databases().catch(() => []);
    for (const info of listed) {
      if (info.name === undefined || info.name === '') continue;
      try {
        found.push(await readDatabase(info));
      } catch {
        unreadable = true;
      }
    }
    return found;
  };

  return {
    origin: location.origin,
    localStorage: wanted.localStorage ? entriesOf(() => localStorage) : [],
    sessionStorage: wanted.sessionStorage ? entriesOf(() => sessionStorage) : [],
    indexedDB: wanted.indexedDB ? await readDatabases() : [],
    unreadable,
  };
}
