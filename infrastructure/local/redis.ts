import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { type Apt, noApt } from './apt.ts';
import { searchPath } from './config.ts';
import { findRedisProgram } from './redis-program.ts';
import { type ProcessSpec, type RunningProcess, startReady } from './run-process.ts';

const PROBE_MS = 1000;

export interface RedisOptions {
  /** Kept between starts; made when missing. */
  dir: string;
  port: number;
  logFile: string;
  /** Installs what is missing; without it only what the machine has is used. */
  apt?: Apt;
  /** More settings, as in `{ maxmemory: '64mb' }`. */
  settings?: Record<string, string>;
  signal?: AbortSignal;
}

/** The address of the server on this port. */
export function redisUrl(port: number): string {
  return `redis://127.0.0.1:${port}`;
}

/**
 * PING over a bare socket: anything but PONG (still loading its file, for one) is "not yet", and so is the answer of
 * another Redis on this port while ours is about to fail.
 */
function ping(port: number, pid: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: PROBE_MS });
    let answer = '';
    const give = (error?: Error): void => {
      socket.destroy();
      if (error === undefined) resolve();
      else reject(error);
    };
    socket.once('connect', () => socket.write('PING\r\nINFO server\r\n'));
    socket.on('data', (chunk) => {
      answer += chunk.toString('utf8');
      const answering = /^process_id:(\d+)\r$/m.exec(answer)?.[1];
      if (!answer.startsWith('+PONG')) give(new Error(answer.trim()));
      else if (answering !== undefined)
        give(Number(answering) === pid ? undefined : new Error('another Redis answers'));
    });
    socket.once('timeout', () => give(new Error('no answer')));
    socket.once('error', give);
    socket.once('close', () => give(new Error('closed without an answer')));
  });
}

/**
 * Finds the server, installing it if need be, and says how to run it: on loopback only, every write in the append-only
 * file within a second, nothing ever evicted.
 */
export async function prepareRedis(options: RedisOptions): Promise<{ spec: ProcessSpec; url: string }> {
  const program = await findRedisProgram({
    path: searchPath(),
    apt: options.apt ?? noApt,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  mkdirSync(options.dir, { recursive: true, mode: 0o700 });
  const settings = {
    bind: '127.0.0.1',
    port: String(options.port),
    dir: options.dir,
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '',
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
    ...options.settings,
  };
  const spec: ProcessSpec = {
    name: 'redis',
    command: program.command,
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    ...(program.argv0 === undefined ? {} : { argv0: program.argv0 }),
    cwd: options.dir,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', TZ: 'UTC' },
    logFile: options.logFile,
    probe: (_signal, pid) => ping(options.port, pid),
    readyWithinMs: 60_000,
    stop: { signal: 'SIGTERM', graceMs: 5000, force: 'SIGKILL', order: 5 },
  };
  return { spec, url: redisUrl(options.port) };
}

/** Prepares and starts Redis and waits until it answers. */
export async function startRedis(options: RedisOptions): Promise<RunningProcess & { url: string }> {
  const { spec, url } = await prepareRedis(options);
  return { ...(await startReady(spec, options.signal)), url };
}
