import { z } from 'zod';
import { inputValuesSchema } from './flow.ts';
import { idSchema } from './ids.ts';

/** `HH:MM` of a day in the schedule's zone, 24 hours. */
export const clockTimeSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of the day, as 06:00');

const times = z
  .array(clockTimeSchema)
  .min(1)
  .max(24)
  .transform((list) => [...new Set(list)].toSorted());

/** 1 is Monday, 7 is Sunday. */
export const weekdaySchema = z.number().int().min(1).max(7);

/** Spans that divide a day: every other one would shift from day to day. */
export const HOUR_SPANS = [1, 2, 3, 4, 6, 8, 12] as const;

/** The last day of a month that every month has. What comes later is said as `last`. */
export const LAST_COMMON_DAY = 28;

/** When a schedule is due, before holidays. */
export const timingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('daily'), times }),
  /** Monday to Friday. */
  z.strictObject({ kind: z.literal('businessDays'), times }),
  z.strictObject({
    kind: z.literal('weekdays'),
    days: z
      .array(weekdaySchema)
      .min(1)
      .max(7)
      .transform((list) => [...new Set(list)].toSorted((a, b) => a - b)),
    times,
  }),
  z.strictObject({
    kind: z.literal('monthly'),
    day: z.union([z.number().int().min(1).max(LAST_COMMON_DAY), z.literal('last')]),
    times,
  }),
  z.strictObject({
    kind: z.literal('everyNHours'),
    hours: z.literal(HOUR_SPANS),
    minute: z.number().int().min(0).max(59),
  }),
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  z.strictObject({ kind: z.literal('cron'), cron: z.string().trim().min(9).max(100) }),
]);
export type Timing = z.infer<typeof timingSchema>;

function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A name of the IANA database, as `America/Mexico_City`; no offsets, which know no summer time. */
export const zoneSchema = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][\w+/-]*$/, 'a time zone, as America/Mexico_City')
  .refine(isZone, 'is no time zone that is known here; it is written as America/Mexico_City');

/** Countries whose holidays can be kept. */
export const HOLIDAY_COUNTRIES = [
  'AR',
  'BO',
  'BR',
  'CL',
  'CO',
  'CR',
  'DO',
  'EC',
  'ES',
  'GT',
  'HN',
  'MX',
  'NI',
  'PA',
  'PE',
  'PY',
  'SV',
  'US',
  'UY',
  'VE',
] as const;
export const holidayCountrySchema = z.enum(HOLIDAY_COUNTRIES);
export type HolidayCountry = z.infer<typeof holidayCountrySchema>;

/** Whose holidays: of a country, and of one of its regions (ISO 3166-2 without the country) besides. */
export const holidaysOfSchema = z.strictObject({
  country: holidayCountrySchema,
  region: z
    .string()
    .regex(/^[A-Z0-9]{1,4}$/, 'the code of a region, as SP')
    .optional(),
});
export type HolidaysOf = z.infer<typeof holidaysOfSchema>;

/** A day as `2026-12-31`. */
export const daySchema = z.iso.date();

/** The rule that says when: all that decides about times. */
export const scheduleRuleSchema = z.strictObject({
  timing: timingSchema,
  timezone: zoneSchema,
  /** Null: holidays are days like others. */
  holidays: holidaysOfSchema.nullable().default(null),
  /** What becomes of a run that falls on a holiday: left out, or at the same time of the next business day. */
  onHoliday: z.enum(['skip', 'nextBusinessDay']).default('skip'),
  /** The last day on which it runs, in its zone. */
  endsOn: daySchema.nullable().default(null),
});
export type ScheduleRule = z.infer<typeof scheduleRuleSchema>;

/** A day: what was missed longer ago is never made up for. */
export const LONGEST_WINDOW_MINUTES = 1440;

/** What a person says of a schedule. */
export const scheduleInputSchema = scheduleRuleSchema.extend({
  name: z.string().trim().min(1).max(120),
  flowId: idSchema,
  inputs: inputValuesSchema.default({}),
  /** Where the flow still runs for this account: start no other one, or let one wait behind it. */
  ifRunning: z.enum(['skip', 'queue']).default('skip'),
  /** What becomes of runs that were due while nobody could start them: none, or the last of them within the window. */
  missed: z
    .strictObject({
      rule: z.enum(['skip', 'runOnce']),
      windowMinutes: z.number().int().min(1).max(LONGEST_WINDOW_MINUTES).default(120),
    })
    .default({ rule: 'runOnce', windowMinutes: 120 }),
  /** It pauses by itself after so many failed executions in a row. */
  maxFailures: z.number().int().min(1).max(50).default(5),
});
export type ScheduleInput = z.infer<typeof scheduleInputSchema>;

/** Why a schedule is paused. */
export const pauseReasonSchema = z.enum(['person', 'failures', 'owner_removed', 'owner_rights']);
export type PauseReason = z.infer<typeof pauseReasonSchema>;

/**
 * What became of a time at which a schedule was due. `started`: an execution. All others say why there is none: another
 * one ran, a holiday, nobody was there to start it, the portal is paused, the account is stopped because its logins were
 * refused, the flow has no published version, the account has no session, too many failures, whose it is may not run it any more, or anything else that POST /run refuses.
 */
export const tickOutcomeSchema = z.enum([
  'started',
  'running',
  'holiday',
  'missed',
  'portal_paused',
  'account_stopped',
  'flow_not_published',
  'session_missing',
  'failures',
  'owner',
  'refused',
]);
export type TickOutcome = z.infer<typeof tickOutcomeSchema>;
