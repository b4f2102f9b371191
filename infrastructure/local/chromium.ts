import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@sri/shared/errors.ts';
import type { Apt } from './apt.ts';
import { chromiumFromNpm } from './chromium-from-npm.ts';
import { runCommand } from './run-command.ts';

const SHELLS = ['chromium-headless-shell', 'chrome-headless-shell', 'headless_shell'];
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC_BROWSERS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export interface ChromiumOptions {
  /** CHROMIUM_PATH, if set: then that one or none. */
  chosen?: string;
  apt: Apt;
  /** The environment for npm; programs are looked for on its PATH. */
  env: Record<string, string>;
  /** Where a browser from npm is kept. */
  toolsDir: string;
  onDownload: (what: string) => void;
  signal?: AbortSignal;
}

export interface Chromium {
  path: string;
  version: string;
}

/** The browser's own version line, or why it cannot be run. */
async function tryBrowser(path: string, signal?: AbortSignal): Promise<Chromium | string> {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return `${path} is not there or cannot be executed`;
  }
  const { code, output } = await runCommand(path, { args: ['--version'], ...(signal === undefined ? {} : { signal }) });
  const version = /\d+\.\d+\.\d+\.\d+/.exec(output)?.[0];
  return code === 0 && version !== undefined
    ? { path, version }
    : `${path} does not run: ${output.trim().slice(0, 500)}`;
}

async function onPath(names: string[], { env, signal }: ChromiumOptions): Promise<Chromium | undefined> {
  for (const name of names) {
    for (const folder of (env['PATH'] ?? '').split(':')) {
      const path = name.startsWith('/') ? name : join(folder, name);
      const found = await tryBrowser(path, signal);
      if (typeof found !== 'string') return found;
    }
  }
  return undefined;
}

/**
 * The browser for the workers, the quickest kind first: CHROMIUM_PATH; a headless shell of the system; Debian's, by
 * apt-get; the one that npm carries; a whole Chromium or Chrome of the system. Each was run once. Throws `AppError`:
 * `config_invalid` when CHROMIUM_PATH is no browser, `program_missing` with what to install.
 */
export async function findChromium(options: ChromiumOptions): Promise<Chromium> {
  const { chosen, apt, signal } = options;
  if (chosen !== undefined) {
    const found = await tryBrowser(chosen, signal);
    if (typeof found !== 'string') return found;
    throw new AppError('config_invalid', `CHROMIUM_PATH: ${found}`, {
      hint: 'Point it to a Chromium, or unset it and one is found or installed.',
    });
  }
  const shell = await onPath(SHELLS, options);
  if (shell !== undefined) return shell;
  const installed = await apt.install('chromium-headless-shell', signal);
  const fromDebian = await onPath(SHELLS, options);
  if (fromDebian !== undefined) return fromDebian;
  const carried = await chromiumFromNpm(options);
  if (carried.ok) {
    const found = await tryBrowser(carried.path, signal);
    if (typeof found !== 'string') return found;
    carried.reasons.push(found);
  }
  const browser = await onPath([...BROWSERS, ...(process.platform === 'darwin' ? MAC_BROWSERS : [])], options);
  if (browser !== undefined) return browser;
  throw new AppError('program_missing', 'no Chromium on this machine', {
    hint: [
      'Install one (Debian: apt-get install chromium-headless-shell; elsewhere Chrome or Chromium), or set CHROMIUM_PATH.',
      ...(installed.ok ? [] : [installed.reason]),
      ...carried.reasons,
    ].join('\n'),
  });
}
