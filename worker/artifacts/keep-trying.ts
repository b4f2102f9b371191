import { fullJitter } from '@sri/shared/lang/backoff.ts';
import { delay } from '@sri/shared/lang/delay.ts';

export interface KeepTryingOptions {
  /** Ends the waiting: the last error is thrown. */
  signal: AbortSignal;
  /** How long the trouble may last, in ms. */
  patienceMs: number;
  /** May this error pass by itself? Others are thrown at once. */
  passes: (error: unknown) => boolean;
  /** Told of the first trouble only. */
  onTrouble?: (error: unknown) => void;
}

const LEAST_PAUSE_MS = 100;
const PAUSE = { baseMs: 250, capMs: 10_000 };

/** Does `work` until it succeeds, with pauses of full jitter (R12). Throws its last error when the patience is over. */
export async function keepTrying<T>(work: () => Promise<T>, options: KeepTryingOptions): Promise<T> {
  const { signal, patienceMs, passes, onTrouble } = options;
  const end = performance.now() + patienceMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || !passes(error) || performance.now() >= end) throw error;
      if (attempt === 1) onTrouble?.(error);
      const pause = LEAST_PAUSE_MS + fullJitter(attempt, PAUSE);
      await delay(Math.min(pause, Math.max(LEAST_PAUSE_MS, end - performance.now())), signal);
    }
  }
}
