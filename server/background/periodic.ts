import { AppError } from '@sri/shared/errors.ts';
import { delay } from '@sri/shared/lang/delay.ts';
import { deferred } from '@sri/shared/lang/deferred.ts';
import type { Logger } from '@sri/shared/node/logger.ts';

export interface Task {
  name: string;
  /** Between the end of one run and the start of the next, in ms, give or take a fifth. */
  everyMs: number;
  run: (signal: AbortSignal) => Promise<void>;
}

export interface RunningTask {
  /** Runs it now, or once more if it is running. */
  wake: () => void;
  /** Waits for the run that is under way. */
  stop: () => Promise<void>;
}

/** A part that is away is asked again no sooner than this, however often the task is woken. */
const AFTER_FAILURE_MS = 250;
const JITTER = 0.2;

export interface TaskHooks {
  log: Logger;
  onRun?: ((name: string, ok: boolean, seconds: number) => void) | undefined;
}

function passesByItself(error: unknown): boolean {
  if (error instanceof AppError) return error.status === 503;
  return error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code));
}

/**
 * Runs a task again and again; a failure ends one run, never the task. Parts that are away are said once in the log and
 * once when they are back; every other error is logged each time.
 */
export function startTask(task: Task, { log, onRun }: TaskHooks): RunningTask {
  const stopping = new AbortController();
  let woken = deferred<void>();
  let away = false;

  async function runOnce(): Promise<boolean> {
    const started = performance.now();
    let ok = true;
    try {
      await task.run(stopping.signal);
      if (away) log.info(`background "${task.name}" goes on`);
      away = false;
    } catch (error) {
      ok = false;
      if (!passesByItself(error)) log.error({ err: error }, `background "${task.name}" failed, trying again`);
      else if (!away) log.warn({ err: { message: String(error) } }, `background "${task.name}" waits`);
      away = passesByItself(error);
    }
    onRun?.(task.name, ok, (performance.now() - started) / 1000);
    return ok;
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      woken = deferred();
      const ok = await runOnce();
      if (stopping.signal.aborted) return;
      if (!ok) await delay(Math.min(AFTER_FAILURE_MS, task.everyMs), stopping.signal);
      const pause = new AbortController();
      const spread = 1 - JITTER + Math.random() * 2 * JITTER;
      await Promise.race([
        woken.promise,
        delay(task.everyMs * spread, AbortSignal.any([stopping.signal, pause.signal])),
      ]);
      pause.abort();
    }
  }

  const ended = loop();
  return {
    wake: () => woken.resolve(),
    stop: async () => {
      stopping.abort();
      woken.resolve();
      await ended;
    },
  };
}
