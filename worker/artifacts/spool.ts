import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@sri/shared/errors.ts';

/** A folder for what runs write before it is uploaded. */
export interface Spool {
  /** The worker's own folder in it; nothing of another process lies there. */
  dir: string;
  /** A new, empty folder of one attempt. Throws `disk_full` where there is no room. */
  open(name: string): Promise<SpoolFolder>;
  /** False while what waits for its upload fills the spool: then no more is begun. */
  hasRoom(): boolean;
  /** Removes the worker's folder. */
  close(): Promise<void>;
}

export interface SpoolFolder {
  dir: string;
  /** Counts a file that was written; throws `disk_full` when the spool holds more than it may. */
  count(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface SpoolOptions {
  root: string;
  workerId: string;
  /** What all attempts together may hold at a time. */
  limitBytes: number;
  /** Told of the folder of a worker process that is dead, before it is removed. */
  onLeftover?: (dir: string) => Promise<void>;
}

/** Free on the disk, below which no attempt is begun. */
const ROOM_BYTES = 64 * 1024 * 1024;

export function diskFull(cause?: unknown): AppError {
  return new AppError('disk_full', 'El disco del robot está lleno', {
    hint: 'Se vuelve a intentar solo. Libera espacio en el disco del robot o indica otra carpeta en SPOOL_DIR.',
    cause,
  });
}

/** The same error, or `disk_full` for those with which a file system says that there is no room. */
export function orDiskFull(error: unknown): unknown {
  const full = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
  return full ? diskFull(error) : error;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Folders are called `{worker}-{pid}`: those of processes that are no more are removed, whosever they were. */
async function removeLeftovers(root: string, onLeftover: SpoolOptions['onLeftover']): Promise<void> {
  for (const name of await readdir(root)) {
    const pid = Number(/-(\d+)$/.exec(name)?.[1]);
    if (!Number.isSafeInteger(pid) || (pid !== process.pid && isAlive(pid))) continue;
    await onLeftover?.(join(root, name));
    await rm(join(root, name), { recursive: true, force: true });
  }
}

/** Opens the spool of this worker process and removes what dead ones left. Throws what the disk throws. */
export async function openSpool({ root, workerId, limitBytes, onLeftover }: SpoolOptions): Promise<Spool> {
  const own = join(root, `${workerId}-${process.pid}`);
  await mkdir(root, { recursive: true });
  await removeLeftovers(root, onLeftover);
  await mkdir(own, { recursive: true, mode: 0o700 });
  let held = 0;

  async function open(name: string): Promise<SpoolFolder> {
    const dir = join(own, name);
    let counted = 0;
    try {
      await rm(dir, { recursive: true, force: true });
      await mkdir(dir, { recursive: true, mode: 0o700 });
      const { bavail, bsize } = await statfs(own);
      if (bavail * bsize < ROOM_BYTES) throw diskFull();
    } catch (error) {
      throw orDiskFull(error);
    }
    return {
      dir,
      count: async (file) => {
        const { size } = await stat(join(dir, file));
        counted += size;
        held += size;
        if (held > limitBytes) throw diskFull();
      },
      close: async () => {
        held -= counted;
        counted = 0;
        await rm(dir, { recursive: true, force: true, maxRetries: 3 });
      },
    };
  }

  return {
    dir: own,
    open,
    hasRoom: () => held < limitBytes,
    close: () => rm(own, { recursive: true, force: true, maxRetries: 3 }),
  };
}
