import { linkSync, renameSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@sri/shared/errors.ts';
import { isAlive, type LauncherRecord, readRecord, startOf, writeRecord } from './recorded-process.mjs';

const ATTEMPTS = 10;

/** The right to run the stack of one SRI_HOME; held by one living launcher at a time. */
export interface LauncherLock {
  /** Tells whoever asks meanwhile: the address, once it is known, and how far we are. */
  update: (change: Partial<Pick<LauncherRecord, 'apiUrl' | 'state'>>) => void;
  release: () => void;
}

/** Where the launcher's record is, inside the folder of records. */
export function launcherRecord(recordsDir: string): string {
  return join(recordsDir, 'launcher.pid');
}

/** Takes the place of a launcher that is dead. Looks again after the move: a third one may have been quicker. */
function clearAway(file: string, dead: LauncherRecord | undefined): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = readRecord(aside);
  if (moved !== undefined && (moved.pid !== dead?.pid || moved.started !== dead.started)) {
    try {
      linkSync(aside, file);
    } catch {
      // There is a newer one already.
    }
  }
  rmSync(aside, { force: true });
}

/**
 * Takes the lock. Throws `AppError` (`stack_running`) with the other one's address when a launcher of this SRI_HOME is
 * alive; one that died, even by `kill -9`, is no obstacle.
 */
export function takeLauncherLock(recordsDir: string): LauncherLock {
  const file = launcherRecord(recordsDir);
  let record: LauncherRecord = { pid: process.pid, started: startOf(process.pid) ?? '', state: 'starting' };
  const mine = `${file}.${process.pid}`;
  writeRecord(mine, record);
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        linkSync(mine, file);
        return {
          update: (change) => {
            record = { ...record, ...change };
            writeRecord(file, record);
          },
          release: () => rmSync(file, { force: true }),
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const other = readRecord(file);
      if (other !== undefined && isAlive(other)) {
        const where = other.apiUrl === undefined ? '' : `: ${other.apiUrl}`;
        throw new AppError(
          'stack_running',
          `the stack is already ${other.state === 'ready' ? 'running' : other.state}${where}`,
          {
            hint: `Use it, or end it with npm stop (launcher: process ${other.pid}).`,
          },
        );
      }
      clearAway(file, other);
    }
    throw new AppError('part_failed', `cannot take ${file}`, { hint: 'Remove that file and start again.' });
  } finally {
    unlinkSync(mine);
  }
}
