import { delay } from '@sri/shared/lang/delay.ts';

const LOOK_EVERY_MS = 20;

/** Looks until what is found is good, and gives it back; after `withinMs` the last find is the failure. */
export async function waitUntil<T>(
  look: () => Promise<T> | T,
  good: (found: T) => boolean,
  withinMs = 20_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (good(found)) return found;
    if (Date.now() > end) throw new Error(`not so within ${withinMs} ms; last found: ${JSON.stringify(found)}`);
    await delay(LOOK_EVERY_MS);
  }
}
