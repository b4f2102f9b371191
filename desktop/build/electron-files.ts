import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const BINARIES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

function installedFolder(): string | null {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  // Written last, once everything is unpacked.
  return existsSync(join(folder, 'path.txt')) ? join(folder, 'dist') : null;
}

/**
 * Electron's files: the folder, and the binary in it. In a folder of one's own (what ELECTRON_OVERRIDE_DIST_PATH names),
 * else where `npx install-electron` puts them; null where there are none.
 */
export function electronFiles(own: string | undefined): { folder: string; binary: string } | null {
  const folder = own ?? installedFolder();
  if (folder === null) return null;
  const binary = join(folder, BINARIES[process.platform] ?? 'electron');
  return existsSync(binary) ? { folder, binary } : null;
}

/** Whether a window can be shown: Linux says so by a variable, the other systems always can. */
export function hasDisplay(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}
