import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { AppError } from '@sri/shared/errors.ts';

/** Postgres' own programs against one database. */
export interface PostgresClient {
  /** The program's output, for as long as it runs; a failure of the program breaks the stream off. */
  stream(program: string, args: readonly string[]): AsyncIterable<Buffer>;
  /** One value that the database answers with. */
  ask(sql: string): Promise<string>;
  start(program: string, args: readonly string[]): ChildProcess;
}

const KEPT_OUTPUT = 4000;

/** Address and password as the programs read them: a command line is seen by every process of the machine. */
export function connectionEnv(url: string): Record<string, string> {
  const { hostname, port, username, password, pathname } = new URL(url);
  return {
    PGHOST: hostname,
    PGPORT: port === '' ? '5432' : port,
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    PGAPPNAME: 'sri backup',
    PGCONNECT_TIMEOUT: '10',
  };
}

/** `bin`: the folder of the programs, where they are not on the PATH. */
export function postgresClient(url: string, bin?: string): PostgresClient {
  const path = process.env['PATH'] ?? '';
  const env = { ...connectionEnv(url), PATH: bin === undefined ? path : `${bin}:${path}`, LC_ALL: 'C' };
  const start = (program: string, args: readonly string[]): ChildProcess =>
    spawn(bin === undefined ? program : `${bin}/${program}`, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });

  async function* stream(program: string, args: readonly string[]): AsyncGenerator<Buffer> {
    const child = start(program, args);
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-KEPT_OUTPUT)));
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    // Told by the loop below; without a listener it would end the process.
    ended.catch(() => undefined);
    try {
      for await (const chunk of child.stdout as Readable as AsyncIterable<Buffer>) yield chunk;
      const code = await ended;
      if (code !== 0) throw new AppError('part_failed', `${program} ended with ${code}`, { hint: said.trim() });
    } finally {
      child.kill();
    }
  }

  return {
    stream,
    start,
    ask: async (sql) => {
      async function* answer() {
        for await (const chunk of stream('psql', ['-X', '-Atc', sql])) yield chunk;
      }
      return (await text(answer())).trim();
    },
  };
}
