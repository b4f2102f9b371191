import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * An Electron with the app in its place under resources/, as in a packaged one: what the app does before it is ready
 * only counts where Electron itself loads it. Files are linked, not copied. Returns the binary and how to remove it.
 */
export function linkApp(binary: string, app: string): { binary: string; remove: () => void } {
  const dist = dirname(binary);
  const copy = mkdtempSync(join(dirname(dist), 'sri-electron-'));
  execFileSync('cp', ['-al', `${dist}/.`, copy]);
  const place = join(copy, 'resources', 'app');
  if (existsSync(place)) rmSync(place, { recursive: true });
  symlinkSync(app, place);
  return {
    binary: join(copy, binary.slice(dist.length + 1)),
    remove: () => rmSync(copy, { recursive: true, force: true }),
  };
}
