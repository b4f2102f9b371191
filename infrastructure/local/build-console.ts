import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseEnv, ROOT } from './config.ts';
import { consoleStamp } from './build-stamp.ts';
import { makeFolder } from './make-folder.ts';
import { mustRun } from './run-command.ts';

const OUT = join(ROOT, 'desktop', 'out');
/** Where the control plane looks for the console. */
export const CONSOLE_DIR = join(OUT, 'web');
const STAMP = '.stamp';

export interface BuildOptions {
  signal?: AbortSignal;
  /** Called when there is something to build, which takes some seconds. */
  onBuild?: () => void;
}

function builtStamp(): string {
  const file = join(CONSOLE_DIR, STAMP);
  return existsSync(file) && existsSync(join(CONSOLE_DIR, 'index.html')) ? readFileSync(file, 'utf8') : '';
}

/** Somebody else, who builds at the same time, was quicker. */
const OVERTAKEN = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT']);
const TRIES = 5;

/** Puts a finished build in its place; of two at the same time the later one stays. */
function takePlace(built: string, old: string): void {
  for (let left = TRIES; ; left -= 1) {
    try {
      rmSync(old, { recursive: true, force: true });
      if (existsSync(CONSOLE_DIR)) renameSync(CONSOLE_DIR, old);
      renameSync(built, CONSOLE_DIR);
      break;
    } catch (error) {
      if (left === 0 || !OVERTAKEN.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  rmSync(old, { recursive: true, force: true });
}

/**
 * Builds the web console into desktop/out/web where its sources changed since it was built last. The old build stays
 * until the new one is whole. Throws `AppError` (`part_failed`) with the builder's words.
 */
export async function buildConsole({ signal, onBuild }: BuildOptions = {}): Promise<void> {
  const wanted = consoleStamp(ROOT);
  if (builtStamp() === wanted) return;
  onBuild?.();
  makeFolder(OUT);
  const built = join(OUT, `.web-${process.pid}`);
  try {
    await mustRun(process.execPath, {
      title: 'npm run build:console',
      args: [
        join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'),
        'build',
        '--config=desktop/web.vite.config.ts',
        `--outDir=${built}`,
        '--logLevel=warn',
      ],
      cwd: ROOT,
      env: { ...baseEnv(), NODE_ENV: 'production' },
      ...(signal === undefined ? {} : { signal }),
    });
    writeFileSync(join(built, STAMP), wanted);
    takePlace(built, `${built}-old`);
  } finally {
    rmSync(built, { recursive: true, force: true });
  }
}
