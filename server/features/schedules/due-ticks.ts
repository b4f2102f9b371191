// What has to be handled at once, once a schedule is looked at: usually one time. Where nobody looked for a while (all
// control planes were away), there are several, and at most the last run of them is still started:
//
//   next_at ... holiday, run, run, [ run ]   now        `[ ]`: within the window (or the grace, where none is wanted)
//               -> holiday, missed, missed, started
import type { ScheduleInput } from '@sri/shared/model/schedule.ts';
import type { Occurrence } from '@sri/shared/schedules/occurrences.ts';

/** A run that is later than this was missed: between two looks there is a second. */
export const GRACE_MS = 60_000;
/** So many times that were missed are told one by one. */
export const MOST_TOLD = 100;

export interface DueTicks {
  /** The one run that is started, if any. */
  start: Occurrence | undefined;
  /** Newest of those that a holiday left out or nobody was there for. */
  left: Occurrence[];
  missed: Occurrence[];
  /** Missed before them, and not told one by one. */
  untold: number;
}

/** Sorts what was due up to `now` (ms). */
export function sortDue(due: readonly Occurrence[], missed: ScheduleInput['missed'], now: number): DueTicks {
  const patience = missed.rule === 'skip' ? GRACE_MS : Math.max(GRACE_MS, missed.windowMinutes * 60_000);
  const runs = due.filter(({ kind }) => kind === 'run');
  const last = runs.at(-1);
  const start = last !== undefined && now - last.at <= patience ? last : undefined;
  const late = runs.filter((run) => run !== start);
  return {
    start,
    left: due.filter(({ kind }) => kind === 'left').slice(-MOST_TOLD),
    missed: late.slice(-MOST_TOLD),
    untold: Math.max(0, late.length - MOST_TOLD),
  };
}
