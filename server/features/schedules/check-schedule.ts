import { AppError } from '@sri/shared/errors.ts';
import { flowInputsSchema } from '@sri/shared/model/flow.ts';
import type { ScheduleInput, ScheduleRule } from '@sri/shared/model/schedule.ts';
import { cronFault, occurrences, wallClock, type Occurrence } from '@sri/shared/schedules/occurrences.ts';
import type { Sql } from '../../db/transaction.ts';
import { invalidRequest, notFound } from '../../http/route.ts';
import { checkInputs } from '../flows/check-inputs.ts';
import { holidayLookup, regionsOf } from './holidays.ts';

/** Runs of one schedule are at least so far apart: a portal is no place for more. */
export const LEAST_GAP_MS = 5 * 60_000;
/** Runs that are looked at for that: more than a day of the closest that may be. */
const LOOKED_AT = 300;

function refuseUnknownRegion({ holidays }: ScheduleRule): void {
  if (holidays?.region === undefined) return;
  const regions = regionsOf(holidays.country);
  if (regions.some(({ code }) => code === holidays.region)) return;
  const known = regions.map(({ code }) => code).join(', ') || 'none';
  const message = `is no region of ${holidays.country} with holidays of its own; known: ${known}`;
  throw invalidRequest([{ field: 'holidays.region', message }]);
}

function refuseTooOften(runs: readonly Occurrence[]): void {
  const tooClose = runs.find(({ at }, index) => at - (runs[index - 1]?.at ?? -Infinity) < LEAST_GAP_MS);
  if (tooClose === undefined) return;
  throw new AppError('schedule_too_often', 'Two runs of this schedule would be less than 5 minutes apart.', {
    hint: 'Leave at least 5 minutes between two runs.',
    errors: [{ field: 'timing', message: 'more often than every 5 minutes' }],
  });
}

/**
 * What the rule is due for after `now` (ms): undefined in neither case, since a rule that is due for nothing is refused.
 * Throws `invalid_request` for a cron expression that is none, a region that is not known and an end that is over,
 * `schedule_never_runs`, `schedule_too_often`.
 */
export function checkRule(rule: ScheduleRule, now: number): { next: number; first: Occurrence[] } {
  const fault = rule.timing.kind === 'cron' ? cronFault(rule.timing.cron) : undefined;
  if (fault !== undefined) throw invalidRequest([{ field: 'timing.cron', message: fault }]);
  refuseUnknownRegion(rule);
  if (rule.endsOn !== null && rule.endsOn < wallClock(now, rule.timezone).day)
    throw invalidRequest([{ field: 'endsOn', message: 'is over' }]);
  const due: Occurrence[] = [];
  for (const one of occurrences(rule, Math.floor(now) + 1, holidayLookup(rule.holidays))) {
    due.push(one);
    if (due.length >= LOOKED_AT) break;
  }
  const runs = due.filter(({ kind }) => kind === 'run');
  const [first] = due;
  if (first === undefined || runs.length === 0) {
    throw new AppError('schedule_never_runs', 'No time that this rule names ever comes.', {
      hint: 'Look at the days: 30 February does not exist, and a day that is always a holiday is always left out.',
      errors: [{ field: rule.endsOn === null ? 'timing' : 'endsOn', message: 'it would never run' }],
    });
  }
  refuseTooOften(runs);
  return { next: first.at, first: due };
}

/**
 * That the flow is the organisation's, published, and takes these inputs. Throws `not_found`, `no_active_flow`,
 * `invalid_request`.
 */
export async function checkFlow(sql: Sql, { flowId, inputs }: Pick<ScheduleInput, 'flowId' | 'inputs'>): Promise<void> {
  const flow = await sql.row<{ version: string | null; inputs: unknown }>(
    `select v.version, v.inputs from flows f
     left join flow_versions v on v.org_id = f.org_id and v.flow_id = f.id and v.version = f.published_version
     where f.id = $1 and f.archived_at is null`,
    [flowId],
  );
  if (flow === undefined) throw notFound('There is no such flow.');
  if (flow.version === null) {
    throw new AppError('no_active_flow', 'This flow has no published version yet.', {
      hint: 'Publish it with POST /api/flows/{id}/activate, then schedule it.',
      errors: [{ field: 'flowId', message: 'never published' }],
    });
  }
  const { faults } = checkInputs(flowInputsSchema.parse(flow.inputs), inputs, 'inputs');
  if (faults.length > 0) throw invalidRequest(faults.slice(0, 100));
}
