import { objectsPath, type DataFolder } from './data-folder.ts';
import { fromBytes, toBytes } from './key-path.ts';
import { readMeta } from './object-store.ts';
import type { ObjectMeta } from './object-meta.ts';
import { walkKeys, type WalkedKey } from './walk-keys.ts';

/** Where a listing goes on: behind a key, or behind everything that begins with a common prefix. */
export interface ListCursor {
  after: string;
  isPrefix: boolean;
}

export interface ListOptions {
  prefix: string;
  /** Empty: no grouping. */
  delimiter: string;
  cursor: ListCursor;
  limit: number;
}

export interface ListPage {
  objects: { meta: ObjectMeta; size: number }[];
  commonPrefixes: string[];
  /** Undefined when nothing follows. */
  next: ListCursor | undefined;
}

const READ_AT_ONCE = 16;

async function readAll(folder: DataFolder, keys: readonly WalkedKey[]): Promise<ListPage['objects']> {
  const objects: ListPage['objects'] = [];
  const read = async ({ path }: WalkedKey): Promise<ListPage['objects'][number] | undefined> => {
    try {
      return await readMeta(path);
    } catch (error) {
      // One damaged file must not hide all others; whoever asks for it by name gets an error.
      folder.warn(`left out of a listing: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  for (let at = 0; at < keys.length; at += READ_AT_ONCE) {
    const some = await Promise.all(keys.slice(at, at + READ_AT_ONCE).map(read));
    objects.push(...some.filter((object) => object !== undefined)); // undefined: deleted since
  }
  return objects;
}

/** One page of a bucket's keys in the byte order of their UTF-8, grouped at `delimiter`. */
export async function listKeys(folder: DataFolder, bucket: string, options: ListOptions): Promise<ListPage> {
  if (options.limit === 0) return { objects: [], commonPrefixes: [], next: undefined };
  const prefix = toBytes(options.prefix);
  const delimiter = toBytes(options.delimiter);
  const after = toBytes(options.cursor.after);
  const walk = walkKeys(objectsPath(folder, bucket), { prefix, after });
  if (options.cursor.isPrefix) walk.skip(after);
  const keys: WalkedKey[] = [];
  const commonPrefixes: string[] = [];
  let last: ListCursor = options.cursor;
  let next: ListCursor | undefined;
  for (let key = await walk.next(); key; key = await walk.next()) {
    if (keys.length + commonPrefixes.length === options.limit) {
      next = last;
      break;
    }
    const end = delimiter === '' ? -1 : key.bytes.indexOf(delimiter, prefix.length);
    if (end === -1) {
      keys.push(key);
      last = { after: fromBytes(key.bytes), isPrefix: false };
    } else {
      const common = key.bytes.slice(0, end + delimiter.length);
      commonPrefixes.push(fromBytes(common));
      walk.skip(common);
      last = { after: fromBytes(common), isPrefix: true };
    }
  }
  return { objects: await readAll(folder, keys), commonPrefixes, next };
}
