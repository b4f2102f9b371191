import { createReadStream, readdirSync, statSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupStore } from './store/backup-store.ts';
import { storedWal, walKey } from './store/bases.ts';
import { continues, walKind } from './wal-names.ts';

/*
 * The receiver's folder: complete segments, the one that is being written (`.partial`), histories. A complete one goes to
 * the store and then leaves the folder, but for the newest, by which the receiver knows where to go on. The partial one
 * goes whenever it has changed, under its own name; it is of use until the store has the complete one.
 */
export interface Shipper {
  /** Puts into the store what is new. With `partial` also the segment that is being written. */
  ship(partial: boolean): Promise<void>;
  /** True once after the log in the store stopped being one piece: only a new base mends that. */
  takeBroken(): boolean;
  /** When everything that had been received then was in the store; ms since 1970. */
  shippedUpTo(): number;
}

export interface ShipperOptions {
  store: BackupStore;
  folder: string;
}

export async function createShipper({ store, folder }: ShipperOptions): Promise<Shipper> {
  const segments = (await storedWal(store)).filter((name) => walKind(name) === 'segment');
  const stored = new Set(segments);
  let last = segments.at(-1);
  let broken = false;
  let partialMark = '';
  let upTo = 0;

  async function put(name: string): Promise<void> {
    await store.put(walKey(name), createReadStream(join(folder, name)));
  }

  async function putSegments(names: readonly string[]): Promise<void> {
    for (const name of names.filter((one) => !stored.has(one))) {
      if (last !== undefined && !continues(last, name)) broken = true;
      await put(name);
      stored.add(name);
      last = name;
      await store.delete(walKey(`${name}.partial`));
    }
    for (const name of names.slice(0, -1)) unlinkSync(join(folder, name));
  }

  async function putPartial(names: readonly string[]): Promise<void> {
    const name = names.at(-1);
    if (name === undefined) return;
    const { mtimeMs, size } = statSync(join(folder, name));
    const mark = `${name} ${mtimeMs} ${size}`;
    if (mark === partialMark) return;
    await put(name);
    partialMark = mark;
  }

  return {
    ship: async (partial) => {
      const began = Date.now();
      const names = readdirSync(folder).toSorted();
      const of = (kind: string): string[] => names.filter((name) => walKind(name) === kind);
      for (const name of of('history').filter((one) => !stored.has(one))) {
        await put(name);
        stored.add(name);
      }
      await putSegments(of('segment'));
      if (!partial) return;
      await putPartial(of('partial')).catch((error: NodeJS.ErrnoException) => {
        // Complete by now, and so gone by the next time.
        if (error.code !== 'ENOENT') throw error;
      });
      upTo = began;
    },
    takeBroken: () => {
      const was = broken;
      broken = false;
      return was;
    },
    shippedUpTo: () => upTo,
  };
}
