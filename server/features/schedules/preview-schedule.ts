import type { ScheduleRule } from '@sri/shared/model/schedule.ts';
import type { PreviewedOccurrence } from '@sri/shared/protocol/api/schedules.ts';
import type { Occurrence } from '@sri/shared/schedules/occurrences.ts';
import { cronOf } from '@sri/shared/schedules/timing-cron.ts';
import { checkRule } from './check-schedule.ts';

const RUNS = 5;
/** Of the days between that are left out, so many at most: of a rule that falls on holidays again and again. */
const MOST_SHOWN = 25;

function toPreviewed({ at, kind, holiday, movedFrom, clockMovedFrom }: Occurrence): PreviewedOccurrence {
  return {
    at: new Date(at).toISOString(),
    kind,
    holiday: holiday ?? null,
    movedFrom: movedFrom ?? null,
    clockMovedFrom: clockMovedFrom ?? null,
  };
}

/** The next five runs after `now` (ms), with what holidays leave out between them. Throws what `checkRule` throws. */
export function previewRule(rule: ScheduleRule, now: number): { items: PreviewedOccurrence[]; cron: string | null } {
  const { first } = checkRule(rule, now);
  const fifth = first.filter(({ kind }) => kind === 'run')[RUNS - 1];
  const end = fifth === undefined ? first.length : first.indexOf(fifth) + 1;
  return { items: first.slice(0, Math.min(end, MOST_SHOWN)).map(toPreviewed), cron: cronOf(rule.timing) };
}
