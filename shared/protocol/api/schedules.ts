import { z } from 'zod';
import { idSchema } from '../../model/ids.ts';
import {
  daySchema,
  holidayCountrySchema,
  holidaysOfSchema,
  pauseReasonSchema,
  scheduleInputSchema,
  scheduleRuleSchema,
  tickOutcomeSchema,
} from '../../model/schedule.ts';
import { defineEndpoint } from './endpoint.ts';

/** Schedules that an organisation may have at once. */
export const MOST_SCHEDULES = 500;
/** How far ahead the runs of a list are told, in days, and how many of one schedule at most. */
export const UPCOMING_DAYS = 8;
export const MOST_UPCOMING = 120;

const params = z.object({ id: idSchema });
const time = z.iso.datetime();

export const tickSchema = z.object({
  dueAt: time,
  /** Somebody wanted it at that moment. */
  byHand: z.boolean(),
  outcome: tickOutcomeSchema,
  /** The execution that it started, or the one that ran already. */
  jobId: z.string().nullable(),
  /** The holiday that left it out, or that it was moved off. */
  holiday: z.string().nullable(),
  movedFrom: daySchema.nullable(),
  /** With `missed`: how many before it were missed with it, and are not told one by one. */
  more: z.number().int(),
  /** With `refused`: what POST /run said. */
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type Tick = z.infer<typeof tickSchema>;

export const scheduleSchema = z.object({
  ...scheduleInputSchema.shape,
  id: idSchema,
  flowName: z.string(),
  providerId: idSchema,
  /** Whose account runs it. */
  userId: idSchema,
  userName: z.string(),
  /** `by` is null where the system paused it. */
  paused: z.object({ at: time, by: z.string().nullable(), reason: pauseReasonSchema }).nullable(),
  /** When it runs next; null: it is paused, or it has ended. */
  nextAt: time.nullable(),
  /** Its runs of the next days, soonest first. */
  upcoming: z.array(time),
  lastTick: tickSchema.nullable(),
  createdAt: time,
  updatedAt: time,
});
export type Schedule = z.infer<typeof scheduleSchema>;

export const listSchedules = defineEndpoint({
  method: 'GET',
  path: '/api/schedules',
  summary: 'Schedules of the organisation with their runs of the next days, soonest first.',
  tag: 'schedules',
  permission: 'schedules:read',
  query: z.object({ flowId: idSchema.optional() }),
  status: 200,
  response: z.object({ items: z.array(scheduleSchema) }),
});

export const getSchedule = defineEndpoint({
  method: 'GET',
  path: '/api/schedules/:id',
  summary: 'A schedule.',
  tag: 'schedules',
  permission: 'schedules:read',
  params,
  status: 200,
  response: scheduleSchema,
});

export const createSchedule = defineEndpoint({
  method: 'POST',
  path: '/api/schedules',
  summary: "Has a flow run by itself, with the caller's own account at the flow's portal.",
  tag: 'schedules',
  permission: 'schedules:write',
  body: scheduleInputSchema,
  status: 201,
  response: scheduleSchema,
});

export const replaceSchedule = defineEndpoint({
  method: 'PUT',
  path: '/api/schedules/:id',
  summary: 'Says a schedule anew, whole. Whose it is stays, and so does a pause.',
  tag: 'schedules',
  permission: 'schedules:write',
  params,
  body: scheduleInputSchema,
  status: 200,
  response: scheduleSchema,
});

export const deleteSchedule = defineEndpoint({
  method: 'DELETE',
  path: '/api/schedules/:id',
  summary: 'Deletes a schedule and its history. Executions that it started stay.',
  tag: 'schedules',
  permission: 'schedules:write',
  params,
  status: 204,
});

export const pauseSchedule = defineEndpoint({
  method: 'POST',
  path: '/api/schedules/:id/pause',
  summary: 'Starts nothing by this schedule until it is resumed. To pause a paused one changes nothing.',
  tag: 'schedules',
  permission: 'jobs:run',
  params,
  status: 200,
  response: scheduleSchema,
});

export const resumeSchedule = defineEndpoint({
  method: 'POST',
  path: '/api/schedules/:id/resume',
  summary: 'Ends a pause. What was due meanwhile is not made up for, and failures before are forgiven.',
  tag: 'schedules',
  permission: 'jobs:run',
  params,
  status: 200,
  response: scheduleSchema,
});

export const runSchedule = defineEndpoint({
  method: 'POST',
  path: '/api/schedules/:id/run',
  summary: 'Starts it once, now, as it would start by itself; also a paused one. Its next time stays.',
  tag: 'schedules',
  permission: 'jobs:run',
  params,
  status: 202,
  response: z.object({ jobId: z.string(), status: z.literal('queued') }),
});

export const listTicks = defineEndpoint({
  method: 'GET',
  path: '/api/schedules/:id/ticks',
  summary: 'What became of each time at which it was due, newest first.',
  tag: 'schedules',
  permission: 'schedules:read',
  params,
  query: z.object({
    limit: z.coerce.number().int().min(1).max(200).default(30),
    /** Only those due before: the `dueAt` of the last one of a page leads on. */
    before: time.optional(),
  }),
  status: 200,
  response: z.object({ items: z.array(tickSchema), more: z.boolean() }),
});

export const occurrenceSchema = z.object({
  at: time,
  kind: z.enum(['run', 'left']),
  /** The holiday that leaves it out, or that it is moved off. */
  holiday: z.string().nullable(),
  movedFrom: daySchema.nullable(),
  /** The time of day that it stands for, which the clocks leave out on that day. */
  clockMovedFrom: z.string().nullable(),
});
export type PreviewedOccurrence = z.infer<typeof occurrenceSchema>;

export const previewSchedule = defineEndpoint({
  method: 'POST',
  path: '/api/schedules/preview',
  summary: 'The next five runs of a rule, with the ones between that a holiday leaves out; makes nothing.',
  tag: 'schedules',
  permission: 'schedules:read',
  body: scheduleRuleSchema,
  status: 200,
  response: z.object({
    items: z.array(occurrenceSchema),
    /** The rule as one cron expression; null where it takes several. */
    cron: z.string().nullable(),
  }),
});

export const holidaySchema = z.object({ day: daySchema, name: z.string() });

export const listHolidays = defineEndpoint({
  method: 'GET',
  path: '/api/schedules/holidays',
  summary: 'Public holidays of a country, and of one of its regions, in a year; and the regions that it has.',
  tag: 'schedules',
  permission: 'schedules:read',
  query: z.object({
    country: holidayCountrySchema,
    region: holidaysOfSchema.shape.region,
    year: z.coerce.number().int().min(2020).max(2100).optional(),
  }),
  status: 200,
  response: z.object({
    year: z.number().int(),
    regions: z.array(z.object({ code: z.string(), name: z.string() })),
    items: z.array(holidaySchema),
  }),
});
