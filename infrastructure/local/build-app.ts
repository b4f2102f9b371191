import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from './build-console.ts';
import { appStamp } from './build-stamp.ts';
import { baseEnv, ROOT } from './config.ts';
import { makeFolder } from './make-folder.ts';
import { mustRun } from './run-command.ts';

const OUT = join(ROOT, 'desktop', 'out');
const STAMP = join(OUT, '.app-stamp');
const BUILT = ['main/main.js', 'preload/bridge.cjs', 'renderer/index.html'];

/** Whether a whole build of the desktop app stands in desktop/out. */
export function isAppBuilt(): boolean {
  return existsSync(STAMP) && BUILT.every((file) => existsSync(join(OUT, file)));
}

/**
 * Builds the desktop app into desktop/out where its sources changed since it was built last. Throws `AppError`
 * (`part_failed`) with the builder's words; what it left then counts as nothing.
 */
export async function buildApp({ signal, onBuild }: BuildOptions = {}): Promise<void> {
  // Taken before: what changes during the build is built the next time.
  const wanted = appStamp(ROOT);
  if (isAppBuilt() && readFileSync(STAMP, 'utf8') === wanted) return;
  onBuild?.();
  makeFolder(OUT);
  rmSync(STAMP, { force: true });
  await mustRun(process.execPath, {
    title: 'electron-vite build',
    args: [join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel=warn'],
    cwd: ROOT,
    env: { ...baseEnv(), NODE_ENV: 'production' },
    ...(signal === undefined ? {} : { signal }),
  });
  writeFileSync(STAMP, wanted);
}
