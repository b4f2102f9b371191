import { HOUR_SPANS, LAST_COMMON_DAY, type Timing } from '../model/schedule.ts';

/** A pattern, and the time of day that it means where it means one. */
export interface Pattern {
  cron: string;
  time?: string;
}

function fixed(time: string, rest: string): Pattern {
  const [hour, minute] = time.split(':').map(Number);
  return { cron: `${minute} ${hour} ${rest}`, time };
}

/** 7 is Sunday with us, 0 with cron. */
const cronDay = (day: number): number => day % 7;

/**
 * The cron patterns of a timing. One for each time of day: a pattern of one hour and one minute runs once a day whatever
 * the clocks do, one with lists does not.
 */
export function patternsOf(timing: Timing): Pattern[] {
  switch (timing.kind) {
    case 'daily':
      return timing.times.map((time) => fixed(time, '* * *'));
    case 'businessDays':
      return timing.times.map((time) => fixed(time, '* * 1-5'));
    case 'weekdays':
      return timing.times.map((time) => fixed(time, `* * ${timing.days.map(cronDay).join(',')}`));
    case 'monthly':
      return timing.times.map((time) => fixed(time, `${timing.day === 'last' ? 'L' : timing.day} * *`));
    case 'everyNHours':
      return [{ cron: `${timing.minute} ${timing.hours === 1 ? '*' : `*/${timing.hours}`} * * *` }];
    default:
      return [{ cron: timing.cron }];
  }
}

/** A timing as one cron expression; null where it takes several, as at 06:00 and 14:30. */
export function cronOf(timing: Timing): string | null {
  const patterns = patternsOf(timing);
  const [first] = patterns;
  if (first === undefined) return null;
  const fields = patterns.map(({ cron }) => cron.split(' '));
  const minutes = new Set(fields.map(([minute]) => minute));
  if (minutes.size > 1) return null;
  const hours = fields.map(([, hour]) => Number(hour)).toSorted((a, b) => a - b);
  const [minute, hour, ...rest] = first.cron.split(' ');
  return [minute, patterns.length === 1 ? hour : hours.join(','), ...rest].join(' ');
}

const pad = (value: string | number): string => String(value).padStart(2, '0');

function timesOf(minute: string, hours: string): string[] | undefined {
  if (!/^\d{1,2}$/.test(minute) || !/^\d{1,2}(?:,\d{1,2})*$/.test(hours)) return undefined;
  const list = hours.split(',').map(Number);
  if (Number(minute) > 59 || list.some((hour) => hour > 23) || list.length > 24) return undefined;
  return [...new Set(list)].toSorted((a, b) => a - b).map((hour) => `${pad(hour)}:${pad(minute)}`);
}

function daysOf(field: string): number[] | undefined {
  if (!/^[0-7](?:,[0-7])*$/.test(field)) return undefined;
  return [...new Set(field.split(',').map((day) => (day === '0' ? 7 : Number(day))))].toSorted((a, b) => a - b);
}

/** What a cron expression says, in the sentence's own words where it has them, else as it stands. */
export function timingOf(cron: string): Timing {
  const asIs: Timing = { kind: 'cron', cron: cron.trim() };
  const fields = cron.trim().split(/\s+/);
  const [minute, hour, day, month, weekday] = fields;
  if (fields.length !== 5 || minute === undefined || hour === undefined || month !== '*') return asIs;
  const span = hour === '*' ? 1 : Number(/^\*\/(\d{1,2})$/.exec(hour)?.[1]);
  const hours = HOUR_SPANS.find((one) => one === span);
  if (hours !== undefined && /^\d{1,2}$/.test(minute) && Number(minute) <= 59 && day === '*' && weekday === '*')
    return { kind: 'everyNHours', hours, minute: Number(minute) };
  const times = timesOf(minute, hour);
  if (times === undefined || day === undefined || weekday === undefined) return asIs;
  if (day === '*' && weekday === '*') return { kind: 'daily', times };
  if (day === '*' && (weekday === '1-5' || weekday.toUpperCase() === 'MON-FRI')) return { kind: 'businessDays', times };
  const days = day === '*' ? daysOf(weekday) : undefined;
  if (days !== undefined) return { kind: 'weekdays', days, times };
  if (weekday !== '*') return asIs;
  if (day === 'L') return { kind: 'monthly', day: 'last', times };
  const number = Number(day);
  return Number.isInteger(number) && number >= 1 && number <= LAST_COMMON_DAY
    ? { kind: 'monthly', day: number, times }
    : asIs;
}
