export interface BackoffOptions {
  baseMs: number;
  capMs: number;
}

/**
 * Delay before attempt `attempt` (1 = the first retry), in ms: a uniform draw from 0 to min(cap, base * 2^(attempt-1)),
 * so that many clients that failed together do not come back together ("full jitter").
 */
export function fullJitter(attempt: number, { baseMs, capMs }: BackoffOptions, random = Math.random): number {
  const ceiling = Math.min(capMs, baseMs * 2 ** Math.max(0, attempt - 1));
  return Math.floor(random() * ceiling);
}
