import { Worker } from 'node:worker_threads';
import { AppError } from '@sri/shared/errors.ts';

/** What a thread answers: a value, or why there is none, in words for people. */
export type ThreadAnswer<T> = { value: T } | { fault: { message: string; hint: string } };

export interface ThreadLimits {
  signal: AbortSignal;
  timeoutMs: number;
  /** What takes too long, for the error: "leer el PDF". */
  words: string;
}

/** Memory of a thread's JavaScript; a file made to fill it ends the thread alone. */
const MAX_HEAP_MB = 512;

/**
 * Does work on foreign bytes or with a foreign pattern in a thread of its own, so that what never ends, or fills the memory, ends with
 * the thread and not with the runs beside it. Throws `step_failed`, or `step_timeout` when its time is over.
 */
export async function inThread<T>(file: URL, workerData: unknown, limits: ThreadLimits): Promise<T> {
  const { signal, timeoutMs, words } = limits;
  const thread = new Worker(file, { workerData, env: {}, resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } });
  let onAbort: () => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    const answer = await new Promise<ThreadAnswer<T>>((resolve, reject) => {
      thread.once('message', resolve).once('error', reject);
      thread.once('exit', () => reject(new Error('the thread ended without an answer')));
      onAbort = () => reject(new Error('aborted'));
      if (signal.aborted) onAbort();
      signal.addEventListener('abort', onAbort, { once: true });
      timer = setTimeout(() => reject(late(words, timeoutMs)), timeoutMs);
    });
    if ('value' in answer) return answer.value;
    throw new AppError('step_failed', answer.fault.message, { hint: answer.fault.hint });
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('step_failed', `No se pudo ${words}`, {
      hint: 'El archivo puede estar dañado o ser demasiado grande.',
      cause,
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    void thread.terminate();
  }
}

function late(words: string, timeoutMs: number): AppError {
  return new AppError('step_timeout', `No se terminó de ${words} en ${Math.round(timeoutMs / 1000)} s`, {
    hint: 'Prueba con menos páginas o un patrón más simple, o da más tiempo al paso (timeoutMs).',
  });
}
