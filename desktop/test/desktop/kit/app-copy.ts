import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Runs before the app: where Playwright drives it, nothing is ready before Playwright is connected, since it now and
 * then never sees a window that comes up meanwhile. Connected, it calls `__playwright_run`, from outside of Node's
 * loop: that is why it is asked for, not waited for.
 */
const entry = (main: string): string => `import { app } from 'electron';
if (process.argv.includes('--remote-debugging-port=0')) {
  const ready = app.whenReady();
  let isConnected = false;
  globalThis.__playwright_run = () => { isConnected = true; };
  const connected = new Promise((resolve) => {
    const asking = setInterval(() => {
      if (!isConnected) return;
      clearInterval(asking);
      resolve();
    }, 20);
  });
  app.whenReady = () => connected.then(() => ready);
}
await import(${JSON.stringify(pathToFileURL(main).href)});
`;

/**
 * An Electron with the app in its place under resources/, as in a packaged one: what the app does before it is ready
 * only counts where Electron itself loads it. Files are linked, not copied. Returns the binary and how to remove it.
 */
export function linkApp(binary: string, app: string): { binary: string; remove: () => void } {
  const dist = dirname(binary);
  const copy = mkdtempSync(join(dirname(dist), 'sri-electron-'));
  execFileSync('cp', ['-al', `${dist}/.`, copy]);
  const place = join(copy, 'resources', 'app');
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
  const manifest = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as { main: string };
  writeFileSync(join(place, 'package.json'), JSON.stringify({ ...manifest, main: 'entry.mjs' }));
  writeFileSync(join(place, 'entry.mjs'), entry(join(app, manifest.main)));
  return {
    binary: join(copy, binary.slice(dist.length + 1)),
    remove: () => rmSync(copy, { recursive: true, force: true }),
  };
}
