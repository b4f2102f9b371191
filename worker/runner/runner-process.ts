import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from '@sri/shared/node/logger.ts';
import { endBrowsersUnder } from '../browser/browser-processes.ts';
import { reportSchema, type Order, type Report } from './messages.ts';

/** One child process. */
export interface RunnerProcess {
  pid: number | undefined;
  send(order: Order): void;
  /** Ends it, its browser closed in good order; killed if that takes too long. */
  close(): Promise<void>;
  /** Ends it now. */
  kill(): void;
  /** Settles when it has ended, with everything it left behind removed. Never rejects. */
  ended: Promise<{ why: string }>;
}

export interface RunnerProcessOptions {
  /** The child's home and temporary folder; removed with it. */
  dir: string;
  /** PATH. */
  searchPath: string;
  onReport: (report: Report) => void;
  log: Logger;
}

const CHILD = fileURLToPath(new URL('main.ts', import.meta.url));
const CLOSE_GRACE_MS = 5000;
const KEPT_STDERR = 2000;

function listen(child: ChildProcess, { onReport, log }: RunnerProcessOptions): void {
  child.on('message', (message) => {
    const parsed = reportSchema.safeParse(message);
    if (parsed.success) return onReport(parsed.data);
    log.error('the runner said something that is no report; it is replaced');
    child.kill('SIGKILL');
  });
  child.stderr?.on('data', (chunk: Buffer) => log.warn({ runner: chunk.toString().slice(0, KEPT_STDERR) }, 'runner'));
}

/**
 * Starts the runner with an environment of its own: folders and a path, no secret, no address of a service (R48). It
 * ends with this process, since the pipe between them breaks.
 */
export async function startRunnerProcess(options: RunnerProcessOptions): Promise<RunnerProcess> {
  const { dir, searchPath } = options;
  await mkdir(join(dir, 'tmp'), { recursive: true, mode: 0o700 });
  const child = fork(CHILD, [], {
    env: { PATH: searchPath, HOME: dir, TMPDIR: join(dir, 'tmp'), LANG: 'C.UTF-8' },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  listen(child, options);
  // A message that could not be sent, or a signal: `ended` tells what counts.
  child.on('error', (error) => options.log.warn({ err: { message: error.message } }, 'the runner cannot be reached'));
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.once('error', (error) => child.pid === undefined && resolve(error.message));
  });
  const ended = exited.then(async (why) => {
    endBrowsersUnder(join(dir, 'tmp'));
    await rm(dir, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
    return { why };
  });
  return {
    pid: child.pid,
    send: (order) => {
      if (child.connected) child.send(order);
    },
    kill: () => void child.kill('SIGKILL'),
    close: async () => {
      if (child.connected) child.send({ type: 'close' } satisfies Order);
      const late = setTimeout(() => child.kill('SIGKILL'), CLOSE_GRACE_MS);
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      clearTimeout(late);
      await ended;
    },
    ended,
  };
}
