import type { StepRow } from './step-rows.ts';

/** Where a step's bar stands on the common scale, both from 0 to 1. */
export interface StepBar {
  from: number;
  width: number;
}

/** Time in which no step ran (a wait between attempts, a person's pause) is drawn as no longer than this, in ms. */
export const LONGEST_GAP_MS = 2000;

type Timed = Pick<StepRow, 'path' | 'startedAt' | 'durationMs' | 'mark'>;

const endOf = ({ startedAt, durationMs }: Timed, now: number): number =>
  durationMs === null ? Math.max(now, startedAt) : startedAt + durationMs;

/**
 * A bar for each step that ran, by path, on one scale from the first one's beginning to the last one's end, with long gaps
 * between steps taken out. Steps that were left out have none. `now`: the end of what still runs, ms since the epoch.
 */
export function stepBars(rows: readonly Timed[], now: number): ReadonlyMap<string, StepBar> {
  const ran = rows.filter(({ mark }) => mark !== 'skipped').toSorted((a, b) => a.startedAt - b.startedAt);
  const [first] = ran;
  if (first === undefined) return new Map();
  let taken = 0;
  let reached = first.startedAt;
  const placed = ran.map((row) => {
    taken += Math.max(0, row.startedAt - reached - LONGEST_GAP_MS);
    const end = endOf(row, now);
    reached = Math.max(reached, end);
    return { path: row.path, from: row.startedAt - first.startedAt - taken, ms: end - row.startedAt };
  });
  const whole = Math.max(1, ...placed.map(({ from, ms }) => from + ms));
  return new Map(placed.map(({ path, from, ms }) => [path, { from: from / whole, width: ms / whole }]));
}
