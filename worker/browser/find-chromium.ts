import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { AppError } from '@sri/shared/errors.ts';

/** Quickest first: a job in a headless shell takes less than half of the time. */
const HEADLESS_SHELLS = ['chromium-headless-shell', 'chrome-headless-shell', 'headless_shell'];
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC_BROWSERS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface FindChromiumOptions {
  /** CHROMIUM_PATH, where set: then that one or none. */
  chosen?: string | undefined;
  /** PATH. */
  searchPath: string;
}

/**
 * The browser's program: CHROMIUM_PATH, else a headless shell, else a whole Chromium or Chrome of this machine. Throws
 * `AppError`: `config_invalid` where CHROMIUM_PATH cannot be run, `program_missing` with what to install.
 */
export function findChromium({ chosen, searchPath }: FindChromiumOptions): string {
  if (chosen !== undefined) {
    if (isExecutable(chosen)) return chosen;
    throw new AppError('config_invalid', `CHROMIUM_PATH: ${chosen} is not there or cannot be executed`, {
      hint: 'Point it to a Chromium, or unset it and one of this machine is used.',
    });
  }
  const folders = searchPath.split(delimiter).filter((folder) => folder !== '');
  const candidates = [...HEADLESS_SHELLS, ...BROWSERS].flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = [...candidates, ...(process.platform === 'darwin' ? MAC_BROWSERS : [])].find(isExecutable);
  if (found !== undefined) return found;
  throw new AppError('program_missing', 'no Chromium on this machine', {
    hint: 'Install one (Debian: apt-get install chromium-headless-shell; elsewhere Chrome or Chromium), or set CHROMIUM_PATH.',
  });
}
