import type { ScheduleInput } from '@sri/shared/model/schedule.ts';
import { createSchedule, listTicks, type Schedule, type Tick } from '@sri/shared/protocol/api/schedules.ts';
import type { TestPlane } from './plane.ts';
import type { ReadyUser } from './ready-flow.ts';

/** Once a day at six, in Buenos Aires. */
export const DAILY = {
  name: 'Liquidaciones diarias',
  timing: { kind: 'daily', times: ['06:00'] },
  timezone: 'America/Argentina/Buenos_Aires',
} as const satisfies Partial<ScheduleInput>;

export function makeSchedule(plane: TestPlane, user: ReadyUser, more: object = {}): Promise<Schedule> {
  return plane.use(createSchedule, { token: user.token, body: { ...DAILY, flowId: user.flowId, ...more } });
}

/** As if the time had come: it is daily at a time that was so many minutes ago, and nobody has looked since. */
export async function makeDue(plane: TestPlane, id: string, minutesAgo = 0): Promise<void> {
  await plane.database.admin.query(
    `update schedules set next_at = due.at, timing = jsonb_build_object('kind', 'daily',
       'times', jsonb_build_array(to_char(due.at at time zone timezone, 'HH24:MI')))
     from (select date_trunc('minute', clock_timestamp()) - $2 * interval '1 minute' as at) due where id = $1`,
    [id, minutesAgo],
  );
}

export async function ticksOf(plane: TestPlane, user: ReadyUser, id: string): Promise<Tick[]> {
  return (await plane.use(listTicks, { token: user.token, params: { id }, query: { limit: '200' } })).items;
}
