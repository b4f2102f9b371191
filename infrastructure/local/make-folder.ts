import { mkdirSync } from 'node:fs';
import { AppError } from '@sri/shared/errors.ts';

/** Makes a folder of SRI_HOME, for its owner only. Throws `AppError` (`config_invalid`) where nothing may be written. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new AppError('config_invalid', `cannot write to ${folder}: ${(cause as Error).message}`, {
      hint: 'Set SRI_HOME to a folder of yours.',
      cause,
    });
  }
}
