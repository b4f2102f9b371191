import * as api from '@sri/shared/protocol/api/schedules.ts';
import type { Route, RouteMaker } from '../../http/route.ts';
import type { RunContext } from '../jobs/create-jobs.ts';
import { createSchedule, deleteSchedule, replaceSchedule } from './change-schedules.ts';
import { holidaysOf, regionsOf } from './holidays.ts';
import { pauseSchedule, resumeSchedule } from './pause-schedule.ts';
import { previewRule } from './preview-schedule.ts';
import { readSchedule, readSchedules, readTicks } from './read-schedules.ts';
import { runScheduleNow } from './run-now.ts';
import { databaseNow } from './schedule-store.ts';

/** Everything under /api/schedules. */
export function scheduleRoutes(route: RouteMaker, context: RunContext): Route[] {
  const { db } = context;
  return [
    route(api.listSchedules, ({ caller, query }) =>
      db.inOrg(caller.orgId, async (sql) => ({ items: await readSchedules(sql, query.flowId) })),
    ),
    route(api.createSchedule, ({ caller, body }) => createSchedule(db, caller, body)),
    route(api.previewSchedule, async ({ caller, body }) =>
      previewRule(body, await db.inOrg(caller.orgId, databaseNow)),
    ),
    // Before `/:id`, which would take its name for an id.
    route(api.listHolidays, ({ query: { country, region, year = new Date().getUTCFullYear() } }) =>
      Promise.resolve({
        year,
        regions: regionsOf(country),
        items: holidaysOf({ country, ...(region === undefined ? {} : { region }) }, year),
      }),
    ),
    route(api.getSchedule, ({ caller, params }) => db.inOrg(caller.orgId, (sql) => readSchedule(sql, params.id))),
    route(api.replaceSchedule, ({ caller, params, body }) => replaceSchedule(db, caller, params.id, body)),
    route(api.deleteSchedule, ({ caller, params }) => deleteSchedule(db, caller, params.id)),
    route(api.pauseSchedule, ({ caller, params }) => pauseSchedule(db, caller, params.id)),
    route(api.resumeSchedule, ({ caller, params }) => resumeSchedule(db, caller, params.id)),
    route(api.runSchedule, ({ caller, params }) => runScheduleNow(context, caller, params.id)),
    route(api.listTicks, ({ caller, params, query }) =>
      db.inOrg(caller.orgId, (sql) => readTicks(sql, params.id, query)),
    ),
  ];
}
