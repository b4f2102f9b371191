import { appendFileSync, writeFileSync } from 'node:fs';

/** What happened in a run, line by line, as JSON. */
export interface History {
  note(event: string, details?: Record<string, unknown>): void;
  /** How often it was noted. */
  count(event: string): number;
}

/** A history in this file; times are ms since its beginning. */
export function openHistory(file: string): History {
  const began = performance.now();
  const counts = new Map<string, number>();
  writeFileSync(file, '');
  return {
    note: (event, details = {}) => {
      counts.set(event, (counts.get(event) ?? 0) + 1);
      appendFileSync(file, `${JSON.stringify({ ms: Math.round(performance.now() - began), event, ...details })}\n`);
    },
    count: (event) => counts.get(event) ?? 0,
  };
}
