import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '@sri/shared/errors.ts';

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/** By hand, since Node's `recursive` never returns where a file system says "no such folder" to its own root (/proc). */
function makeWithParents(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && statSync(folder).isDirectory()) return;
    if (codeOf(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    makeWithParents(dirname(folder));
    mkdirSync(folder, { mode: 0o700 });
  }
}

/** Makes a folder of SRI_HOME, for its owner only. Throws `AppError` (`config_invalid`) where nothing may be written. */
export function makeFolder(folder: string): void {
  try {
    makeWithParents(folder);
  } catch (cause) {
    throw new AppError('config_invalid', `cannot write to ${folder}: ${(cause as Error).message}`, {
      hint: 'Set SRI_HOME to a folder of yours.',
      cause,
    });
  }
}
