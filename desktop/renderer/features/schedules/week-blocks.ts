import type { Schedule } from '@sri/shared/protocol/api/schedules.ts';

export const WEEK_DAYS = 7;
const DAY_MS = 86_400_000;
/** What a flow is taken to last while it has not run often enough to know, in ms. */
const GUESSED_MS = 5 * 60_000;

export interface WeekBlock {
  /** In ms since the epoch. */
  at: number;
  scheduleId: string;
  /** Parts of the strip, from 0 to 1. */
  left: number;
  width: number;
  /** Another execution of the same account runs then, so this one will wait or be left out. */
  clashes: boolean;
}

export interface WeekRow {
  flowId: string;
  flowName: string;
  blocks: WeekBlock[];
}

interface Run {
  schedule: Schedule;
  at: number;
  end: number;
}

const accountOf = ({ providerId, userId }: Schedule): string => `${providerId} ${userId}`;

/** Runs of the week from `from` on, a row for each flow; `usualMs` says how long a flow usually takes. */
export function weekRows(
  schedules: readonly Schedule[],
  usualMs: (flowId: string) => number | null,
  from: number,
): WeekRow[] {
  const to = from + WEEK_DAYS * DAY_MS;
  const runs = schedules
    .flatMap((schedule): Run[] =>
      schedule.upcoming.map(Date.parse).flatMap((at) => {
        const end = at + (usualMs(schedule.flowId) ?? GUESSED_MS);
        return at >= from && at < to ? [{ schedule, at, end }] : [];
      }),
    )
    .toSorted((a, b) => a.at - b.at);
  const clashing = new Set<Run>();
  const busy = new Map<string, Run>();
  for (const run of runs) {
    const account = accountOf(run.schedule);
    const before = busy.get(account);
    if (before !== undefined && before.end > run.at) {
      clashing.add(before);
      clashing.add(run);
    }
    if (before === undefined || run.end > before.end) busy.set(account, run);
  }
  const rows = new Map<string, WeekRow>();
  for (const run of runs) {
    const { flowId, flowName, id } = run.schedule;
    const row = rows.get(flowId) ?? { flowId, flowName, blocks: [] };
    rows.set(flowId, row);
    row.blocks.push({
      at: run.at,
      scheduleId: id,
      left: (run.at - from) / (to - from),
      width: (run.end - run.at) / (to - from),
      clashes: clashing.has(run),
    });
  }
  return [...rows.values()];
}
