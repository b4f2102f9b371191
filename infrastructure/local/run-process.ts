import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { delay } from '@sri/shared/lang/delay.ts';
import { AppError } from '@sri/shared/errors.ts';
import { tailOf } from './log-file.ts';
import { signalQuietly } from './recorded-process.mjs';

/** Looks come close together at first and less often later: each costs the machine that is busy starting. */
const FIRST_POLL_MS = 30;
const LAST_POLL_MS = 250;
const POLL_GROWTH = 1.4;
const KILLED_AFTER_MS = 3000;

/** Everything there is to know to start one part, see that it is ready, and end it. */
export interface ProcessSpec {
  /** `postgres`, `worker-1`: names its log, its record and its lines on the screen. */
  name: string;
  command: string;
  args: string[];
  /** What the program sees as its own name, where that differs from `command`. */
  argv0?: string;
  cwd: string;
  /** The whole environment: nothing of ours is added. */
  env: Record<string, string>;
  /** Runs as this user (only root may ask for it). */
  identity?: { uid: number; gid: number };
  /** Its output is appended here. */
  logFile: string;
  /** One look at the process `pid`: resolves when ready, throws when not yet. An `AppError` means it never will be. */
  probe: (signal: AbortSignal, pid: number) => Promise<void>;
  readyWithinMs: number;
  stop: {
    /** Asks it to end in good order. */
    signal: NodeJS.Signals;
    /** How long that may take, ms; afterwards `force` is sent. */
    graceMs: number;
    /** Ends it now without harm to its data. */
    force: NodeJS.Signals;
    /** Lower ends first, equal ones together. */
    order: number;
  };
}

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface RunningProcess {
  pid: number;
  /** Settles when the process has ended, however it did. */
  ended: Promise<Ending>;
  /** Resolves at the first good probe. Throws `AppError` (`part_failed`, with the end of the log) if it ends before, takes too long or can never be ready; the signal's reason when aborted. */
  untilReady: (signal?: AbortSignal) => Promise<void>;
  /** Ends it and everything left in its process group; resolves when it is gone. */
  stop: (options?: { force?: boolean }) => Promise<void>;
}

/** `exit code 1` or `SIGKILL`. */
export function describeEnding({ code, signal }: Ending): string {
  return signal ?? `exit code ${code}`;
}

function failed(spec: ProcessSpec, what: string, cause?: unknown): AppError {
  const tail = tailOf(spec.logFile);
  return new AppError('part_failed', `${spec.name} ${what}`, {
    hint: `${spec.logFile}${tail === '' ? '' : `\n${tail}`}`,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** Output goes straight to the log file: the process goes on if the launcher dies. */
async function spawnLogged(spec: ProcessSpec): Promise<{ child: ChildProcess; pid: number }> {
  mkdirSync(dirname(spec.logFile), { recursive: true });
  const log = openSync(spec.logFile, 'a', 0o600);
  const child = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    env: spec.env,
    stdio: ['ignore', log, log],
    detached: true,
    ...(spec.argv0 === undefined ? {} : { argv0: spec.argv0 }),
    ...spec.identity,
  });
  closeSync(log);
  const { pid } = child;
  if (pid !== undefined) {
    child.on('error', () => {
      // A signal that could not be delivered: its end tells what counts.
    });
    return { child, pid };
  }
  const cause = await new Promise((resolve) => child.once('error', resolve));
  throw new AppError('program_missing', `${spec.name}: ${spec.command} cannot be run`, { hint: String(cause), cause });
}

/**
 * Starts the process in a session of its own, so that a Ctrl+C in the terminal reaches the launcher alone and it
 * decides the order in which things end. Throws `AppError` (`program_missing`) when the command cannot be run.
 */
export async function runProcess(spec: ProcessSpec): Promise<RunningProcess> {
  const { child, pid } = await spawnLogged(spec);
  let ending: Ending | undefined;
  const ended = new Promise<Ending>((resolve) => {
    child.once('exit', (code, signal) => {
      ending = { code, signal };
      signalQuietly(-pid, 'SIGKILL');
      resolve(ending);
    });
  });

  async function untilReady(signal?: AbortSignal): Promise<void> {
    const limit = AbortSignal.timeout(spec.readyWithinMs);
    const gone = new AbortController();
    void ended.then(() => gone.abort());
    const stopLooking = AbortSignal.any([limit, gone.signal, ...(signal === undefined ? [] : [signal])]);
    let lastRefusal: unknown;
    let pause = FIRST_POLL_MS;
    while (!stopLooking.aborted) {
      try {
        await spec.probe(stopLooking, pid);
        return;
      } catch (error) {
        if (error instanceof AppError) throw error;
        lastRefusal = error;
      }
      await delay(pause, stopLooking);
      pause = Math.min(LAST_POLL_MS, pause * POLL_GROWTH);
    }
    signal?.throwIfAborted();
    if (ending !== undefined) throw failed(spec, `ended before it was ready (${describeEnding(ending)})`);
    throw failed(spec, `was not ready within ${spec.readyWithinMs / 1000} s`, lastRefusal);
  }

  async function endWith(signal: NodeJS.Signals, withinMs: number): Promise<boolean> {
    signalQuietly(pid, signal);
    const waiting = new AbortController();
    await Promise.race([ended, delay(withinMs, waiting.signal)]);
    waiting.abort();
    return ending !== undefined;
  }

  async function stop({ force = false }: { force?: boolean } = {}): Promise<void> {
    if (ending !== undefined) return;
    if (!force && (await endWith(spec.stop.signal, spec.stop.graceMs))) return;
    if (await endWith(spec.stop.force, KILLED_AFTER_MS)) return;
    signalQuietly(-pid, 'SIGKILL');
    signalQuietly(pid, 'SIGKILL');
    await ended;
  }

  return { pid, ended, untilReady, stop };
}

/** Starts the process and waits until it is ready; when that fails it is ended before the error is thrown. */
export async function startReady(spec: ProcessSpec, signal?: AbortSignal): Promise<RunningProcess> {
  const running = await runProcess(spec);
  try {
    await running.untilReady(signal);
  } catch (error) {
    await running.stop({ force: true });
    throw error;
  }
  return running;
}
