import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../http/s3-errors.ts';
import { foldersOf, readEntry, type DiskEntry } from './key-path.ts';

export interface WalkedKey {
  /** The key, in bytes (key-path.ts). */
  bytes: string;
  path: string;
}

export interface KeyWalk {
  /** The next key in byte order, or undefined after the last. */
  next(): Promise<WalkedKey | undefined>;
  /** Leaves out all further keys that begin so. */
  skip(prefix: string): void;
}

export interface WalkOptions {
  /** Only keys that begin so; in bytes. */
  prefix: string;
  /** Only keys behind this one; in bytes. */
  after: string;
}

interface Frame {
  path: string;
  entries: DiskEntry[];
  at: number;
}

async function readFrame(path: string, base: string): Promise<Frame> {
  const names = await readdir(path).catch((error: unknown): string[] => {
    if (systemCode(error) === 'ENOENT') return []; // emptied and removed since
    throw error;
  });
  const entries = names.map((name) => readEntry(base, name)).filter((entry) => entry !== undefined);
  // No two share a range: an object's bytes never begin with a sibling folder's, so this is the order of all keys within.
  entries.sort((a, b) => (a.bytes < b.bytes ? -1 : Number(a.bytes > b.bytes)));
  return { path, entries, at: 0 };
}

/** Walks the keys below a bucket's folder `objects` in byte order, reading only the folders that it has to. */
export function walkKeys(objects: string, { prefix, after }: WalkOptions): KeyWalk {
  const base = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const frames: Frame[] = [];
  let skipped: string | undefined;
  let started = false;

  function wanted({ kind, bytes }: DiskEntry): boolean {
    if (skipped !== undefined && bytes.startsWith(skipped)) return false;
    if (kind === 'object') return bytes.startsWith(prefix) && bytes > after;
    const inPrefix = bytes.startsWith(prefix) || prefix.startsWith(bytes);
    const allBefore = bytes < after && !after.startsWith(bytes);
    return inPrefix && !allBefore;
  }

  return {
    async next() {
      if (!started) frames.push(await readFrame(join(objects, ...foldersOf(base)), base));
      started = true;
      for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
        const entry = frame.entries[frame.at++];
        if (!entry) frames.pop();
        else if (wanted(entry)) {
          const path = join(frame.path, entry.name);
          if (entry.kind === 'object') return { bytes: entry.bytes, path };
          frames.push(await readFrame(path, entry.bytes));
        }
      }
      return undefined;
    },
    skip(prefixToSkip) {
      skipped = prefixToSkip;
    },
  };
}
