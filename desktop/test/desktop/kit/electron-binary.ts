import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const NAMES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

function installed(): string | null {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const name = join(folder, 'path.txt');
  return existsSync(name) ? join(folder, 'dist', readFileSync(name, 'utf8').trim()) : null;
}

/** The Electron that tests run on: ELECTRON_OVERRIDE_DIST_PATH, else the installed one; null where there is none. */
export function electronBinary(): string | null {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const path = folder === undefined ? installed() : join(folder, NAMES[process.platform] ?? 'electron');
  return path !== null && existsSync(path) ? path : null;
}

/** Why tests that need an Electron with a display cannot run here; null: they can. */
export function whyNoElectron(): string | null {
  if (electronBinary() === null) return 'no Electron: run npx install-electron, or set ELECTRON_OVERRIDE_DIST_PATH';
  const needsDisplay = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
  return needsDisplay ? 'no display: run npm run test:desktop, which brings one (xvfb-run)' : null;
}
