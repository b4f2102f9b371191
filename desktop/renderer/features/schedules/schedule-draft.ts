import type { ScheduleInput, ScheduleRule } from '@sri/shared/model/schedule.ts';
import type { InputValues } from '@sri/shared/model/flow.ts';
import type { Schedule } from '@sri/shared/protocol/api/schedules.ts';

/** A schedule while it is being said; the flow may not be chosen yet. */
export type Draft = Omit<ScheduleInput, 'flowId' | 'name'> & { flowId: string | null; name: string | null };

export interface DraftFlow {
  id: string;
  inputs?: InputValues;
}

/** Every day at six, no second one beside the first: what most want. */
export function newDraft(timezone: string, flow?: DraftFlow): Draft {
  return {
    name: null,
    flowId: flow?.id ?? null,
    inputs: flow?.inputs ?? {},
    timing: { kind: 'daily', times: ['06:00'] },
    timezone,
    holidays: null,
    onHoliday: 'skip',
    endsOn: null,
    ifRunning: 'skip',
    missed: { rule: 'runOnce', windowMinutes: 120 },
    maxFailures: 5,
  };
}

export function draftOf(schedule: Schedule): Draft {
  const { name, flowId, inputs, timing, timezone, holidays, onHoliday, endsOn, ifRunning, missed, maxFailures } =
    schedule;
  return { name, flowId, inputs, timing, timezone, holidays, onHoliday, endsOn, ifRunning, missed, maxFailures };
}

export function ruleOf({ timing, timezone, holidays, onHoliday, endsOn }: Draft): ScheduleRule {
  return { timing, timezone, holidays, onHoliday, endsOn };
}
