import { electronFiles, hasDisplay } from '../../../build/electron-files.ts';

/** The Electron that tests run on: ELECTRON_OVERRIDE_DIST_PATH, else the installed one; null where there is none. */
export function electronBinary(): string | null {
  return electronFiles(process.env['ELECTRON_OVERRIDE_DIST_PATH'])?.binary ?? null;
}

/** Why tests that need an Electron with a display cannot run here; null: they can. */
export function whyNoElectron(): string | null {
  if (electronBinary() === null) return 'no Electron: run npx install-electron, or set ELECTRON_OVERRIDE_DIST_PATH';
  if (hasDisplay(process.platform, process.env)) return null;
  return 'no display: run npm run test:desktop, which brings one (xvfb-run)';
}
