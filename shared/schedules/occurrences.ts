// When a schedule is due. Times of day are those of its zone. A fixed time that a change of clocks leaves out (02:30, or
// 00:30 in Chile) is the first moment after the gap; one that comes twice (01:30 in autumn) is the first of the two. What
// runs every so many hours, and cron expressions with lists or steps, keep the distance instead: a time that is left out is
// not made up for, one that comes twice is two.
import { Cron } from 'croner';
import type { ScheduleRule, Timing } from '../model/schedule.ts';
import { patternsOf, type Pattern } from './timing-cron.ts';

/** The holiday's name; undefined: the day, as `2026-12-25`, is none. */
export type HolidayOn = (day: string) => string | undefined;

/** Times in ms since the epoch. */
export interface Occurrence {
  at: number;
  /** `left`: due by the timing, and a holiday. */
  kind: 'run' | 'left';
  /** The holiday's name, with `left`; also on a run that was moved off that holiday. */
  holiday?: string;
  /** The day that the run was moved off. */
  movedFrom?: string;
  /** The time of day that it stands for, which the clocks leave out on that day. */
  clockMovedFrom?: string;
}

export type OccurrenceRule = Omit<ScheduleRule, 'holidays'>;

const DAY_MS = 86_400_000;
/** A rule that runs less often than this never runs. Long enough for 29 February around a year like 2100. */
const HORIZON_MS = 3660 * DAY_MS;
/** A run is never moved further: no country has so many holidays in a row. */
const LONGEST_MOVE_MS = 21 * DAY_MS;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  formats.set(timezone, format);
  return format;
}

/** A moment on the wall in a zone: `day` as `2026-12-25`, `time` as `06:00`. */
export function wallClock(at: number, timezone: string): { day: string; time: string } {
  const [day = '', time = ''] = formatOf(timezone).format(at).split(' ');
  return { day, time };
}

function openPattern(cron: string, timezone: string): Cron {
  return new Cron(cron, { timezone, mode: '5-part', paused: true });
}

/** What is wrong with a cron expression; undefined: nothing. */
export function cronFault(cron: string): string | undefined {
  if (cron.trim().split(/\s+/).length !== 5)
    return 'needs five fields: minute, hour, day, month, day of the week, as in "0 6 * * 1-5"';
  try {
    openPattern(cron, 'UTC');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^CronPattern: /, '') : String(error);
  }
}

interface Base {
  at: number;
  pattern: Pattern;
}

/** The times that the timing alone gives, from `from` on (inclusive), in order and each once. */
function* baseTimes(timing: Timing, timezone: string, from: number): Generator<Base> {
  const open = patternsOf(timing).map((pattern) => ({ pattern, cron: openPattern(pattern.cron, timezone) }));
  const next = (cron: Cron, after: number): number => cron.nextRun(new Date(after))?.getTime() ?? Infinity;
  const heads = open.map(({ cron, pattern }) => ({ cron, pattern, at: next(cron, from - 1) }));
  for (;;) {
    const at = Math.min(...heads.map((head) => head.at));
    if (at > from + HORIZON_MS) return;
    const due = heads.filter((head) => head.at === at);
    const [first] = due;
    if (first !== undefined) yield { at, pattern: first.pattern };
    for (const head of due) head.at = next(head.cron, at);
  }
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

function nextBusinessDay(day: string, holidayOn: HolidayOn): string {
  let next = nextDay(day);
  for (;;) {
    const weekday = new Date(`${next}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && holidayOn(next) === undefined) return next;
    next = nextDay(next);
  }
}

/** The moment of a time of day on a day, by the rule for fixed times. */
function momentOf(day: string, time: string, timezone: string, after: number): number {
  const [, month = '', date = ''] = day.split('-');
  const [hour = '', minute = ''] = time.split(':');
  const cron = openPattern(
    [minute, hour, date, month, '*'].map((part) => (part === '*' ? part : Number(part))).join(' '),
    timezone,
  );
  return cron.nextRun(new Date(after))?.getTime() ?? Infinity;
}

function runAt({ at, pattern: { time } }: Base, wall: { time: string }): Occurrence {
  return { at, kind: 'run', ...(time === undefined || time === wall.time ? {} : { clockMovedFrom: time }) };
}

/**
 * What a schedule is due for, from `from` on (inclusive), in order: runs, and the runs that a holiday leaves out. Two runs
 * never fall on one moment. Ends after ten years, or where `endsOn` says. Throws where the cron expression is none.
 */
export function* occurrences(rule: OccurrenceRule, from: number, holidayOn: HolidayOn): Generator<Occurrence> {
  const { timing, timezone, onHoliday, endsOn } = rule;
  const moves = onHoliday === 'nextBusinessDay';
  const moved: Occurrence[] = [];
  const within = (day: string): boolean => endsOn === null || day <= endsOn;
  function* movedBefore(at: number): Generator<Occurrence> {
    for (;;) {
      const [first] = moved;
      if (first === undefined || first.at >= at) return;
      moved.shift();
      if (first.at >= from) yield first;
    }
  }
  for (const base of baseTimes(timing, timezone, moves ? from - LONGEST_MOVE_MS : from)) {
    const wall = wallClock(base.at, timezone);
    if (!within(wall.day)) break;
    yield* movedBefore(base.at);
    const holiday = holidayOn(wall.day);
    if (holiday === undefined) {
      // A run that was moved to where there is one already is that one.
      while (moved[0]?.at === base.at) moved.shift();
      if (base.at >= from) yield runAt(base, wall);
      continue;
    }
    if (base.at >= from) yield { at: base.at, kind: 'left', holiday };
    if (!moves) continue;
    const day = nextBusinessDay(wall.day, holidayOn);
    const at = momentOf(day, base.pattern.time ?? wall.time, timezone, base.at);
    if (!within(day) || moved.some((one) => one.at === at)) continue;
    moved.push({ at, kind: 'run', holiday, movedFrom: wall.day });
    moved.sort((a, b) => a.at - b.at);
  }
  yield* movedBefore(Infinity);
}

/** The first so many runs from `from` on (inclusive). */
export function nextRuns(rule: OccurrenceRule, from: number, holidayOn: HolidayOn, count: number): Occurrence[] {
  const runs: Occurrence[] = [];
  for (const occurrence of occurrences(rule, from, holidayOn)) {
    if (occurrence.kind === 'run') runs.push(occurrence);
    if (runs.length >= count) break;
  }
  return runs;
}
