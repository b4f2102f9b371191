const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** What is waited after each attempt that failed: ten attempts in a little more than three days. */
const WAITS_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;
/** No receiver puts us off for longer than this. */
const LONGEST_MS = 24 * HOUR;
/** Only ever longer: the last attempt is made after three days, not before. */
const JITTER = 0.1;
/** An endpoint at which nothing arrived for this long is switched off. */
export const GIVEN_UP_MS = 72 * HOUR;

/**
 * How long to wait after the `failed`th attempt in a row, in ms; null: it was the last one. What the receiver asked for (`retryAfterMs`)
 * holds where it is longer. `draw` is a number from 0 to 1.
 */
export function nextWaitMs(failed: number, retryAfterMs: number | null, draw: number): number | null {
  const wait = WAITS_MS[failed - 1];
  if (wait === undefined) return null;
  return Math.round(Math.max(wait * (1 + JITTER * draw), Math.min(retryAfterMs ?? 0, LONGEST_MS)));
}

/** Retry-After (RFC 9110, 10.2.3): seconds, or a date; in ms from `now`. Null where it says nothing that can be read. */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND;
  const at = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
