import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '../../infrastructure/test/wait-for.ts';

/** A worker as a process of its own. */
export interface StartedWorker {
  process: ChildProcess;
  pid: number;
  id: string;
  /** Texts of its log, in order. */
  said(jobId?: string): string[];
  /** Its exit code; null where a signal ended it. */
  exited: Promise<number | null>;
  /** Resolves once it asks for jobs, or has ended. */
  polling(): Promise<true>;
}

function logLines(file: string): { msg: string; jobId?: string }[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as { msg: string; jobId?: string });
  } catch {
    return [];
  }
}

/** Starts a worker with these settings; its log and the spool lie under `folder`. */
export function startWorkerProcess(folder: string, env: Record<string, string>): StartedWorker {
  const id = `w-${randomBytes(3).toString('hex')}`;
  const logDir = join(folder, id);
  const child = spawn(process.execPath, ['main.ts'], {
    cwd: join(import.meta.dirname, '..'),
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      WORKER_ID: id,
      EGRESS_ALLOW: '127.0.0.0/8,localhost',
      RETRY_BASE_MS: '200',
      LOG_DIR: logDir,
      SPOOL_DIR: join(folder, 'spool'),
      ...env,
    },
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const said = (jobId?: string): string[] =>
    logLines(join(logDir, 'worker-combined.log'))
      .filter((line) => jobId === undefined || line.jobId === jobId)
      .map(({ msg }) => msg);
  const polls = (): boolean =>
    said().includes('📡 Starting polling loop') || child.exitCode !== null || child.signalCode !== null;
  return {
    process: child,
    pid: child.pid ?? 0,
    id,
    said,
    exited,
    polling: () => waitFor('the worker to poll', polls, 60_000),
  };
}
