import { z } from 'zod';
import type { Base } from '../keep.ts';
import type { BackupStore } from './backup-store.ts';

const manifestSchema = z.object({
  at: z.coerce.date(),
  segment: z.string(),
  /** Version of the server: a cluster is restored by the same major one. */
  postgres: z.string(),
  bytes: z.number(),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const baseKey = (id: string): string => `base/${id}/base.tar.zst`;
export const manifestKey = (id: string): string => `base/${id}/manifest.json`;
export const walKey = (name: string): string => `wal/${name}.zst`;

/** The time as it stands in names: without characters that a shell or a disk dislikes. */
export const timeId = (at: Date): string => at.toISOString().replace(/\.\d+/, '').replaceAll(':', '-');

/** Bases that are complete, oldest first. */
export async function completeBases(store: BackupStore): Promise<(Base & Manifest)[]> {
  const keys = (await store.list('base/')).filter((key) => key.endsWith('/manifest.json'));
  const bases = await Promise.all(
    keys.map(async (key) => ({
      id: key.split('/')[1] ?? '',
      ...manifestSchema.parse(JSON.parse(await store.getPlain(key))),
    })),
  );
  return bases.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** Names of the log files that the store has, sorted. */
export async function storedWal(store: BackupStore): Promise<string[]> {
  const keys = await store.list('wal/');
  return keys.map((key) => key.slice('wal/'.length, -'.zst'.length)).toSorted();
}
