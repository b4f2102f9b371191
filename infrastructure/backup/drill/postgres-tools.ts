import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '@sri/shared/errors.ts';
import { createApt } from '../../local/apt.ts';
import { commandEnv } from '../../local/config.ts';

const FOLDERS = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'];
const PROGRAMS = ['postgres', 'initdb', 'psql', 'pg_basebackup', 'pg_receivewal', 'pg_dump', 'pg_restore'];
const OLDEST_MAJOR = 15;
/** Debian's package makes a cluster and starts it, unless this says no. */
const NO_CLUSTER = '/etc/postgresql-common/createcluster.conf';

/** A Postgres with the programs of a backup beside it: those of npm have none. */
export interface PostgresTools {
  major: number;
  bin: string;
}

function findTools(): PostgresTools | undefined {
  return FOLDERS.filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => ({ name, bin: join(folder, name, 'bin') })))
    .map(({ name, bin }) => ({ major: Number(name.replace('postgresql@', '')), bin }))
    .filter(({ major, bin }) => major >= OLDEST_MAJOR && PROGRAMS.every((name) => existsSync(join(bin, name))))
    .toSorted((a, b) => b.major - a.major)[0];
}

/** The newest complete Postgres of this machine, installed on Debian where there is none. Throws `program_missing`. */
export async function postgresTools(say: (line: string) => void): Promise<PostgresTools> {
  const found = findTools();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && !existsSync(NO_CLUSTER)) {
    mkdirSync(dirname(NO_CLUSTER), { recursive: true });
    writeFileSync(NO_CLUSTER, 'create_main_cluster = false\n');
  }
  const apt = createApt({ env: commandEnv(), onInstall: (name) => say(`Installing ${name}`) });
  const result = await apt.install('postgresql');
  const installed = findTools();
  if (installed !== undefined) return installed;
  throw new AppError('program_missing', `no Postgres ${OLDEST_MAJOR} or newer with pg_basebackup on this machine`, {
    hint: result.ok ? 'Install postgresql and postgresql-client.' : result.reason,
  });
}
