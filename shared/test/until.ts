import { delay } from '../lang/delay.ts';

/** Asks again until `probe` gives something other than undefined, null or false; throws with `what` after `timeoutMs`. */
export async function until<T>(what: string, probe: () => Promise<T>, timeoutMs = 20_000): Promise<NonNullable<T>> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== null && value !== false) return value;
    if (performance.now() > end) throw new Error(`waited ${timeoutMs} ms for: ${what}`);
    await delay(10);
  }
}
