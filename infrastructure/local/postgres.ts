import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { AppError } from '@sri/shared/errors.ts';
import { findPostgresPrograms } from './postgres-programs.ts';
import { type PostgresRights, postgresRights, type RootWay } from './postgres-rights.ts';
import { searchPath } from './config.ts';
import { signalQuietly, startOf, waitForEnd } from './recorded-process.mjs';
import { mustRun } from './run-command.ts';
import { type ProcessSpec, type RunningProcess, startReady } from './run-process.ts';

export interface PostgresOptions {
  /** Kept between starts; made when missing. */
  dir: string;
  port: number;
  logFile: string;
  /** The superuser, as in the Postgres image: `sri`, `sri`, `sri_production` if not given. */
  user?: string;
  password?: string;
  database?: string;
  /** False gives up safety against power cuts for speed: for tests. */
  durable?: boolean;
  /** More settings, as in `{ max_connections: '300' }`. */
  settings?: Record<string, string>;
  /** Version of a new cluster, where it must be this one; else the best that there is. */
  major?: number;
  signal?: AbortSignal;
  /** Forces one way down from root; for tests. */
  asRoot?: RootWay;
}

const NOT_DURABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
const FORGOTTEN_ENDS_WITHIN_MS = 10_000;
/** Wrong password, no such role: waiting longer does not help. */
const REFUSED_FOR_GOOD = new Set(['28P01', '28000']);

/** The superuser's address of the server on this port. */
export function postgresUrl(options: Pick<PostgresOptions, 'port' | 'user' | 'password' | 'database'>): string {
  const { user = 'sri', password = 'sri', database = 'sri_production', port } = options;
  return `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

async function initialise(
  data: string,
  rights: PostgresRights,
  major: number,
  options: PostgresOptions,
): Promise<void> {
  const partial = `${data}.partial`;
  const passwordFile = join(rights.folder, 'password');
  rmSync(partial, { recursive: true, force: true });
  writeFileSync(passwordFile, `${options.password ?? 'sri'}\n`, { mode: 0o600 });
  if (rights.identity !== undefined) chownSync(passwordFile, rights.identity.uid, rights.identity.gid);
  const { command, args } = rights.command('initdb', [
    `--pgdata=${partial}`,
    `--username=${options.user ?? 'sri'}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    ...(major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--locale=C.UTF-8']),
    ...(options.durable === false ? ['--no-sync'] : []),
  ]);
  try {
    await mustRun(command, {
      args,
      cwd: '/',
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', TZ: 'UTC' },
      ...(rights.identity === undefined ? {} : { identity: rights.identity }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    renameSync(partial, data);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Whoever still holds this cluster was started here and outlived its launcher; a number that means nobody is only a file. */
async function endForgottenServer(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (process.platform !== 'linux' || !existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  let command = '';
  try {
    command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // Nobody of that number.
  }
  const started = startOf(pid);
  if (command.includes(data) && started !== undefined) {
    signalQuietly(pid, 'SIGQUIT');
    await waitForEnd({ pid, started }, FORGOTTEN_ENDS_WITHIN_MS);
  }
  rmSync(file, { force: true });
}

/** A look at the server: makes the database when it is not there yet. */
function probePostgres(options: PostgresOptions, data: string): () => Promise<void> {
  const { database = 'sri_production' } = options;
  return async () => {
    const client = new pg.Client({
      connectionString: postgresUrl({ ...options, database: 'postgres' }),
      connectionTimeoutMillis: 2000,
    });
    client.on('error', () => {
      // A connection lost between two looks: the next one tells.
    });
    try {
      await client.connect();
      const { rows } = await client.query<{ data_directory: string }>('show data_directory');
      if (rows[0]?.data_directory !== data) throw new Error('another Postgres answers on this port');
      const found = await client.query('select 1 from pg_database where datname = $1', [database]);
      if (found.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(database)}`);
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (!REFUSED_FOR_GOOD.has(code)) throw error;
      throw new AppError('part_failed', `Postgres refuses user ${options.user ?? 'sri'}: ${(error as Error).message}`, {
        hint: `The data in ${options.dir} was made with another password. Use that one, or move the folder away to begin anew.`,
        cause: error,
      });
    } finally {
      await client.end().catch(() => undefined);
    }
  };
}

/**
 * Makes the cluster if there is none (an interrupted attempt leaves nothing) and says how to run it: TCP on loopback
 * only, no Unix socket, passwords checked by SCRAM. The server is ready once `database` exists.
 */
export async function preparePostgres(options: PostgresOptions): Promise<{ spec: ProcessSpec; url: string }> {
  const path = searchPath();
  let programs = await findPostgresPrograms({ path, ...(options.major === undefined ? {} : { major: options.major }) });
  let rights = await postgresRights(programs, options.dir, options.asRoot);
  const data = join(rights.folder, 'data');
  if (existsSync(join(data, 'PG_VERSION'))) {
    const major = Number(readFileSync(join(data, 'PG_VERSION'), 'utf8').trim());
    if (major !== programs.major) {
      programs = await findPostgresPrograms({ path, major });
      rights = await postgresRights(programs, options.dir, options.asRoot);
    }
    await endForgottenServer(data);
  } else {
    await initialise(data, rights, programs.major, options);
  }
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    unix_socket_directories: '',
    max_connections: '200',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(options.durable === false ? NOT_DURABLE : {}),
    ...options.settings,
  };
  const { command, args } = rights.command('postgres', [
    '-D',
    data,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const spec: ProcessSpec = {
    name: 'postgres',
    command,
    args,
    cwd: '/',
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', TZ: 'UTC' },
    ...(rights.identity === undefined ? {} : { identity: rights.identity }),
    logFile: options.logFile,
    probe: probePostgres(options, data),
    readyWithinMs: 60_000,
    // SIGINT: end sessions and write a checkpoint. SIGQUIT: end now and recover at the next start.
    stop: { signal: 'SIGINT', graceMs: 10_000, force: 'SIGQUIT', order: 6 },
  };
  return { spec, url: postgresUrl(options) };
}

/** Prepares and starts Postgres and waits until it answers; `url` is the superuser's. */
export async function startPostgres(options: PostgresOptions): Promise<RunningProcess & { url: string }> {
  const { spec, url } = await preparePostgres(options);
  return { ...(await startReady(spec, options.signal)), url };
}
