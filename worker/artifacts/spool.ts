import { mkdir, readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@sri/shared/errors.ts';

/** A folder for what runs write before it is uploaded. */
export interface Spool {
  /** A new, empty folder of one attempt. Throws `disk_full` where there is no room. */
  open(name: string): Promise<{ dir: string; close(): Promise<void> }>;
}

const ROOM_BYTES = 64 * 1024 * 1024;

export function diskFull(cause?: unknown): AppError {
  return new AppError('disk_full', 'El disco del robot está lleno', {
    hint: 'Se vuelve a intentar solo. Libera espacio en el disco del robot o indica otra carpeta en SPOOL_DIR.',
    cause,
  });
}

/** True for the errors with which a file system says that there is no room. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

/** Opens the spool of one worker and empties what an earlier process of that name left. */
export async function openSpool(root: string, workerId: string): Promise<Spool> {
  const own = join(root, workerId);
  await rm(own, { recursive: true, force: true });
  await mkdir(own, { recursive: true, mode: 0o700 });
  return {
    open: async (name) => {
      const dir = join(own, name);
      try {
        await rm(dir, { recursive: true, force: true });
        await mkdir(dir, { recursive: true, mode: 0o700 });
        const { bavail, bsize } = await statfs(own);
        if (bavail * bsize < ROOM_BYTES) throw diskFull();
      } catch (error) {
        throw isDiskFull(error) ? diskFull(error) : error;
      }
      return { dir, close: () => rm(dir, { recursive: true, force: true }) };
    },
  };
}

/** Names of all files under a folder, relative, with `/`. */
export async function filesUnder(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .replaceAll('\\', '/'),
    )
    .toSorted();
}
