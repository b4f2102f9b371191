import type { Timing } from '@sri/shared/model/schedule.ts';
import { cronOf } from '@sri/shared/schedules/timing-cron.ts';

export type TimingKind = Timing['kind'];

/** In the order of the sentence's first choice. */
export const TIMING_KINDS = [
  'daily',
  'businessDays',
  'weekdays',
  'monthly',
  'everyNHours',
  'cron',
] as const satisfies readonly TimingKind[];

const FIRST_TIMES = ['06:00'];

/** The same timing said in another way, with as much of it as that way has room for. */
export function withKind(timing: Timing, kind: TimingKind): Timing {
  if (timing.kind === kind) return timing;
  const times = 'times' in timing ? timing.times : FIRST_TIMES;
  switch (kind) {
    case 'daily':
    case 'businessDays':
      return { kind, times };
    case 'weekdays':
      return { kind, days: timing.kind === 'businessDays' ? [1, 2, 3, 4, 5] : [1], times };
    case 'monthly':
      return { kind, day: 1, times };
    case 'everyNHours':
      return { kind, hours: 4, minute: 0 };
    default:
      return { kind, cron: cronOf(timing) ?? '0 6 * * *' };
  }
}
