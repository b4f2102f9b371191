import type { Schedule } from '@sri/shared/protocol/api/schedules.ts';

/** The first runs after `now` (ms) of all schedules together, soonest first. */
export function nextRuns(
  schedules: readonly Schedule[],
  now: number,
  count: number,
): { at: number; schedule: Schedule }[] {
  return schedules
    .flatMap((schedule) => schedule.upcoming.slice(0, count + 1).map((time) => ({ at: Date.parse(time), schedule })))
    .filter(({ at }) => at > now)
    .toSorted((a, b) => a.at - b.at)
    .slice(0, count);
}
