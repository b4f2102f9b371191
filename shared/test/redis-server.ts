import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { delay } from '../lang/delay.ts';

export interface TestRedis {
  url: string;
  port: number;
  /** A connection that `stop` closes; fails at once rather than wait when Redis is away. */
  connect(): Redis;
  /** kill -9, as a power cut of the process. */
  kill(): Promise<void>;
  /** Starts it again on the same port and files. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

interface Program {
  command: string;
  argv0?: string;
}

/** Debian's redis-tools: checker and server are one program, and the name it is called by says which. */
const IN_DISGUISE: Program = { command: '/usr/bin/redis-check-rdb', argv0: 'redis-server' };

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findProgram(): Program {
  const folders = (process.env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  const onPath = ['valkey-server', 'redis-server'].flatMap((name) => folders.map((folder) => join(folder, name)));
  const candidates: Program[] = [...onPath.map((command) => ({ command })), IN_DISGUISE];
  for (const { command, argv0 } of candidates.filter(({ command }) => isProgram(command))) {
    const { stdout } = spawnSync(command, ['--version'], {
      encoding: 'utf8',
      ...(argv0 === undefined ? {} : { argv0 }),
    });
    if (/server v=([7-9]|\d\d)/.test(stdout)) return { command, ...(argv0 === undefined ? {} : { argv0 }) };
  }
  throw new Error('no Redis or Valkey, 7 or newer: install redis-tools (Debian) or put redis-server on the PATH');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Waits until it answers; false where it ended instead (the port was taken meanwhile). */
async function isReady(child: ChildProcess, port: number): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const probe = new Redis({ port, lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
    probe.on('error', () => {});
    const answer = await probe.connect().then(
      () => probe.ping(),
      () => undefined,
    );
    probe.disconnect();
    if (answer === 'PONG') return true;
    await delay(10);
  }
  return false;
}

/**
 * A Redis of this test file's own: free port, folder of its own, AOF everysec, noeviction. `settings` are further
 * `--name value` arguments.
 */
export async function startTestRedis(settings: readonly string[] = []): Promise<TestRedis> {
  const program = findProgram();
  const folder = mkdtempSync(join(tmpdir(), 'sri-redis-'));
  const connections = new Set<Redis>();
  let child: ChildProcess | undefined;
  const atExit = (): void => void child?.kill('SIGKILL');
  process.once('exit', atExit);

  async function run(port: number): Promise<boolean> {
    const fixed = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes'];
    const rules = ['--appendfsync', 'everysec', '--maxmemory-policy', 'noeviction'];
    const { command, argv0 } = program;
    child = spawn(command, [...fixed, ...rules, ...settings], {
      stdio: 'ignore',
      ...(argv0 === undefined ? {} : { argv0 }),
    });
    return isReady(child, port);
  }

  let port = await freePort();
  for (let left = 5; !(await run(port)); left -= 1) {
    if (left === 0) throw new Error(`the test's Redis does not start: ${program.command} ${settings.join(' ')}`);
    port = await freePort();
  }

  async function kill(): Promise<void> {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    connect() {
      const redis = new Redis({ port, maxRetriesPerRequest: 1, retryStrategy: () => 50 });
      redis.on('error', () => {});
      connections.add(redis);
      return redis;
    },
    kill,
    async restart() {
      await kill();
      if (!(await run(port))) throw new Error("the test's Redis does not start again");
    },
    async stop() {
      for (const redis of connections) redis.disconnect();
      await kill();
      process.removeListener('exit', atExit);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
