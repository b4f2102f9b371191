import { delay } from '@sri/shared/lang/delay.ts';
import { throwIfAborted, timeLeft, type Scope } from './scope.ts';

const PAUSES_MS = [20, 50, 100, 150];
const LONGEST_PAUSE_MS = 250;

/** Asks again and again until the answer is not undefined; undefined when the scope's time is over. Rejects when the scope is aborted. */
export async function until<T>(scope: Scope, ask: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let round = 0; ; round += 1) {
    throwIfAborted(scope);
    const last = timeLeft(scope) === 0;
    const answer = await ask();
    if (answer !== undefined || last) return answer;
    await delay(Math.min(PAUSES_MS[round] ?? LONGEST_PAUSE_MS, Math.max(1, timeLeft(scope))), scope.signal);
  }
}
