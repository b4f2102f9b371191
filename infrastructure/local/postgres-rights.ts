// Postgres refuses to run as root. As root, this finds the mildest way down that works on this machine:
//   1. a user namespace in which we are user 1000 (`unshare`): files stay ours, no user is needed;
//   2. the user `nobody`, where namespaces are forbidden (containers).
// Either loses root's power over other people's folders, so programs or data that lie behind a closed folder are put
// under /var/tmp instead.
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@sri/shared/errors.ts';
import type { PostgresPrograms } from './postgres-programs.ts';
import { runCommand } from './run-command.ts';

const UNSHARE = ['-U', '--map-user=1000', '--map-group=1000', '--'];
const ELSEWHERE = '/var/tmp';

export type RootWay = 'namespace' | 'nobody';

/** How to run a Postgres program with rights that it accepts, and where programs and data are for it. */
export interface PostgresRights {
  command: (program: 'initdb' | 'postgres', args: string[]) => { command: string; args: string[] };
  identity?: { uid: number; gid: number };
  /** The folder to keep the cluster in: `folder`, unless that cannot be reached. */
  folder: string;
}

interface Way {
  wrap: (command: string, args: string[]) => { command: string; args: string[] };
  identity?: { uid: number; gid: number };
  owner: { uid: number; gid: number };
}

function nobody(): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid ?? 65_534), gid: Number(gid ?? 65_534) };
}

async function works(way: Way, command: string, args: string[]): Promise<boolean> {
  const wrapped = way.wrap(command, args);
  try {
    const run = await runCommand(wrapped.command, {
      args: wrapped.args,
      cwd: '/',
      ...(way.identity === undefined ? {} : { identity: way.identity }),
    });
    return run.code === 0;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

function ways(only?: RootWay): Way[] {
  const namespace: Way = {
    wrap: (command, args) => ({ command: 'unshare', args: [...UNSHARE, command, ...args] }),
    owner: { uid: 0, gid: 0 },
  };
  const other = nobody();
  const asNobody: Way = { wrap: (command, args) => ({ command, args }), identity: other, owner: other };
  if (only === 'namespace') return [namespace];
  return only === 'nobody' ? [asNobody] : [namespace, asNobody];
}

function giveTo(path: string, owner: { uid: number; gid: number }): void {
  const entry = lstatSync(path);
  if (entry.uid !== owner.uid || entry.gid !== owner.gid) lchownSync(path, owner.uid, owner.gid);
  if (entry.isDirectory()) for (const name of readdirSync(path)) giveTo(join(path, name), owner);
}

/** A folder under /var/tmp that only we can have made: anybody may write there, so what is found must be ours. */
function ownFolderElsewhere(name: string, owner: { uid: number; gid: number }): string {
  const folder = join(ELSEWHERE, name);
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o755 });
  const entry = lstatSync(folder);
  if (!entry.isDirectory() || ![0, owner.uid].includes(entry.uid)) {
    throw new AppError('part_failed', `${folder} belongs to somebody else`, { hint: 'Remove it and start again.' });
  }
  return folder;
}

/** A name of this folder's own, kept in it: whoever deletes the folder begins anew, without the old data elsewhere. */
function nameKeptIn(folder: string): string {
  const file = join(folder, 'data-is-elsewhere');
  if (!existsSync(file)) writeFileSync(file, randomBytes(8).toString('hex'));
  return /^[0-9a-f]{16}/.exec(readFileSync(file, 'utf8'))?.[0] ?? 'unnamed';
}

function copyCarrier(programs: PostgresPrograms): string {
  const name = `sri-postgres-${programs.major}-${createHash('sha256').update(programs.bin).digest('hex').slice(0, 12)}`;
  const folder = ownFolderElsewhere(name, { uid: 0, gid: 0 });
  const native = join(folder, 'native');
  if (!existsSync(join(native, '.complete'))) {
    cpSync(join(programs.carrier ?? '', 'native'), native, { recursive: true, verbatimSymlinks: true, force: true });
    mkdirSync(join(native, '.complete'), { recursive: true });
  }
  return join(native, 'bin');
}

/** The rights to run Postgres with and the folder its cluster can live in. `only` forces one way, for tests. Throws `AppError` (`part_failed`) if none works. */
export async function postgresRights(
  programs: PostgresPrograms,
  folder: string,
  only?: RootWay,
): Promise<PostgresRights> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.getuid?.() !== 0) {
    return { command: (program, args) => ({ command: join(programs.bin, program), args }), folder };
  }
  for (const way of ways(only)) {
    if (!(await works(way, 'true', []))) continue;
    let bin = programs.bin;
    if (!(await works(way, join(bin, 'postgres'), ['--version']))) {
      if (programs.carrier === undefined) continue;
      bin = copyCarrier(programs);
      if (!(await works(way, join(bin, 'postgres'), ['--version']))) continue;
    }
    giveTo(folder, way.owner);
    let home = folder;
    if (!(await works(way, 'test', ['-w', folder]))) {
      home = ownFolderElsewhere(`sri-data-${nameKeptIn(folder)}`, way.owner);
      chmodSync(home, 0o700);
      giveTo(home, way.owner);
    }
    return {
      command: (program, args) => way.wrap(join(bin, program), args),
      ...(way.identity === undefined ? {} : { identity: way.identity }),
      folder: home,
    };
  }
  throw new AppError('part_failed', 'Postgres does not run as root, and this machine offers no other way', {
    hint: 'Start as an ordinary user, or set DATABASE_ADMIN_URL and DATABASE_URL to a Postgres of yours.',
  });
}
