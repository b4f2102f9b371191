import { parentPort } from 'node:worker_threads';
import type { ThreadAnswer } from './in-thread.ts';

/** What a thread's work came to; nothing of its memory is handed over with it. */
export function tellParent<T>(answer: ThreadAnswer<T>): void {
  parentPort?.postMessage(answer, []);
}
