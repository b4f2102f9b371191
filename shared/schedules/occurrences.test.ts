import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Timing } from '../model/schedule.ts';
import { cronFault, nextRuns, occurrences, wallClock, type Occurrence, type OccurrenceRule } from './occurrences.ts';

const rule = (timing: Timing, timezone: string, more: Partial<OccurrenceRule> = {}): OccurrenceRule => ({
  timing,
  timezone,
  onHoliday: 'skip',
  endsOn: null,
  ...more,
});
const none = (): undefined => undefined;
const iso = ({ at }: Occurrence): string => new Date(at).toISOString();
const first = (
  given: OccurrenceRule,
  from: string,
  count: number,
  holidayOn = none as (day: string) => string | undefined,
) => nextRuns(given, Date.parse(from), holidayOn, count);

const MINUTE = 60_000;

interface Wall {
  day: string;
  time: string;
  weekday: number;
  date: number;
}
const walls = new Map<string, Wall>();

/** An independent reckoning: every minute of a span is looked at on the wall clock, as a person would. */
function stepped(timing: Timing, zone: string, from: number, to: number): number[] {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'short',
  });
  const read = (at: number): Wall => {
    const key = `${zone} ${at}`;
    const known = walls.get(key);
    if (known !== undefined) return known;
    const wall = lookAt(at);
    walls.set(key, wall);
    return wall;
  };
  const lookAt = (at: number): Wall => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return {
      day: `${parts['year']}-${parts['month']}-${parts['day']}`,
      time: `${parts['hour']}:${parts['minute']}`,
      weekday: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts['weekday'] ?? '') + 1,
      date: Number(parts['day']),
    };
  };
  const lastDate = (day: string): number => {
    const [year, month] = day.split('-').map(Number);
    return new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate();
  };
  const onDay = ({ day, weekday, date }: Wall): boolean => {
    if (timing.kind === 'daily') return true;
    if (timing.kind === 'businessDays') return weekday <= 5;
    if (timing.kind === 'weekdays') return timing.days.includes(weekday);
    return timing.kind === 'monthly' && (timing.day === 'last' ? date === lastDate(day) : date === timing.day);
  };
  const times = 'times' in timing ? timing.times : [];
  const due: number[] = [];
  const done = new Set<string>();
  // From two days before: what was done on a day is known only from its beginning.
  let before = read(from - 2 * 1440 * MINUTE - MINUTE);
  for (let at = from - 2 * 1440 * MINUTE; at <= to; at += MINUTE) {
    const here = read(at);
    for (const time of times) {
      const key = `${here.day} ${time}`;
      // Reached: it is that time, or the clock has just jumped over it.
      const jumped = here.time > time && (before.day === here.day ? before.time < time : true);
      if (done.has(key) || !onDay(here) || !(here.time === time || jumped)) continue;
      done.add(key);
      if (at >= from) due.push(at);
    }
    before = here;
  }
  return [...new Set(due)].toSorted((a, b) => a - b);
}

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const times = fc.uniqueArray(fc.oneof(clock, fc.constantFrom('00:00', '00:30', '01:30', '02:00', '02:30', '23:30')), {
  minLength: 1,
  maxLength: 4,
});
const timings: fc.Arbitrary<Timing> = fc.oneof(
  times.map((list): Timing => ({ kind: 'daily', times: list.toSorted() })),
  times.map((list): Timing => ({ kind: 'businessDays', times: list.toSorted() })),
  fc
    .tuple(times, fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }))
    .map(([list, days]): Timing => ({
      kind: 'weekdays',
      days: days.toSorted((a, b) => a - b),
      times: list.toSorted(),
    })),
  fc
    .tuple(times, fc.oneof(fc.integer({ min: 1, max: 28 }), fc.constant('last' as const)))
    .map(([list, day]): Timing => ({ kind: 'monthly', day, times: list.toSorted() })),
);
/** Spans of some days around changes of clocks, and plain ones. */
const SPANS: [string, string][] = [
  ['America/Santiago', '2026-04-02'],
  ['America/Santiago', '2026-09-03'],
  ['America/Asuncion', '2024-03-21'],
  ['America/Asuncion', '2024-10-03'],
  ['America/New_York', '2026-03-05'],
  ['America/New_York', '2026-10-29'],
  ['America/Havana', '2026-03-05'],
  ['America/Havana', '2026-10-29'],
  ['Australia/Lord_Howe', '2026-04-02'],
  ['Australia/Lord_Howe', '2026-10-01'],
  ['America/Argentina/Buenos_Aires', '2026-12-29'],
  ['America/Sao_Paulo', '2018-11-01'],
  ['America/Mexico_City', '2026-02-26'],
  ['Asia/Kathmandu', '2026-02-26'],
  ['Pacific/Apia', '2026-03-29'],
];

describe('fixed times against a count of minutes', () => {
  test.each(SPANS)('%s from %s', (zone, day) => {
    fc.assert(
      fc.property(timings, fc.integer({ min: 0, max: 1439 }), (timing, minute) => {
        const from = Date.parse(`${day}T00:00:00Z`) + minute * MINUTE;
        const to = from + 5 * 1440 * MINUTE;
        const found: number[] = [];
        for (const { at } of occurrences(rule(timing, zone), from, none)) {
          if (at > to) break;
          found.push(at);
        }
        expect(found.map((at) => new Date(at).toISOString())).toEqual(
          stepped(timing, zone, from, to).map((at) => new Date(at).toISOString()),
        );
      }),
      { numRuns: 12 },
    );
  });
});

test('02:30 on the day that has none runs once, at 03:00, and says so; 01:30 on the day that has two runs at the first', () => {
  const spring = first(rule({ kind: 'daily', times: ['02:30'] }, 'America/New_York'), '2026-03-07T12:00:00Z', 2);
  expect(spring.map((one) => [iso(one), one.clockMovedFrom])).toEqual([
    ['2026-03-08T07:00:00.000Z', '02:30'],
    ['2026-03-09T06:30:00.000Z', undefined],
  ]);
  const autumn = first(rule({ kind: 'daily', times: ['01:30'] }, 'America/New_York'), '2026-11-01T00:00:00Z', 2);
  expect(autumn.map(iso)).toEqual(['2026-11-01T05:30:00.000Z', '2026-11-02T06:30:00.000Z']);
});

test('what runs every hour keeps its distance when the clocks change', () => {
  const hourly = rule({ kind: 'everyNHours', hours: 1, minute: 0 }, 'America/New_York');
  expect(first(hourly, '2026-11-01T04:00:00Z', 4).map(iso)).toEqual([
    '2026-11-01T04:00:00.000Z',
    '2026-11-01T05:00:00.000Z',
    '2026-11-01T06:00:00.000Z',
    '2026-11-01T07:00:00.000Z',
  ]);
});

describe('holidays', () => {
  const zone = 'America/Argentina/Buenos_Aires';
  const holidayOn = (day: string) =>
    ({ '2026-12-07': 'Puente', '2026-12-08': 'Inmaculada', '2026-12-25': 'Navidad', '2027-01-01': 'Año Nuevo' })[day];
  const told = (given: OccurrenceRule, from: string, count: number): string[] => {
    const list: string[] = [];
    for (const one of occurrences(given, Date.parse(from), holidayOn)) {
      const { day, time } = wallClock(one.at, zone);
      list.push([one.kind, day, time, one.holiday, one.movedFrom].filter((part) => part !== undefined).join(' '));
      if (list.length >= count) break;
    }
    return list;
  };

  test('are left out, by name', () => {
    const days = rule({ kind: 'businessDays', times: ['06:00'] }, zone);
    expect(told(days, '2026-12-04T12:00:00Z', 4)).toEqual([
      'left 2026-12-07 06:00 Puente',
      'left 2026-12-08 06:00 Inmaculada',
      'run 2026-12-09 06:00',
      'run 2026-12-10 06:00',
    ]);
  });

  test('move a run to the next business day, over other holidays and the weekend', () => {
    const mondays = rule({ kind: 'weekdays', days: [1], times: ['06:00', '18:00'] }, zone, {
      onHoliday: 'nextBusinessDay',
    });
    expect(told(mondays, '2026-12-07T03:00:00Z', 5)).toEqual([
      'left 2026-12-07 06:00 Puente',
      'left 2026-12-07 18:00 Puente',
      'run 2026-12-09 06:00 Puente 2026-12-07',
      'run 2026-12-09 18:00 Puente 2026-12-07',
      'run 2026-12-14 06:00',
    ]);
    const fridays = rule({ kind: 'weekdays', days: [5], times: ['06:00'] }, zone, { onHoliday: 'nextBusinessDay' });
    expect(told(fridays, '2026-12-26T00:00:00Z', 2)).toEqual([
      'run 2026-12-28 06:00 Navidad 2026-12-25',
      'left 2027-01-01 06:00 Año Nuevo',
    ]);
  });

  test('a run that is moved onto another is that one; the count from any moment on is the rest of the same list', () => {
    const daily = rule({ kind: 'businessDays', times: ['06:00'] }, zone, { onHoliday: 'nextBusinessDay' });
    expect(told(daily, '2026-12-07T03:00:00Z', 3)).toEqual([
      'left 2026-12-07 06:00 Puente',
      'left 2026-12-08 06:00 Inmaculada',
      'run 2026-12-09 06:00',
    ]);
    const mondays = rule({ kind: 'weekdays', days: [1, 2], times: ['06:00'] }, zone, { onHoliday: 'nextBusinessDay' });
    const whole = told(mondays, '2026-12-07T03:00:00Z', 8);
    for (const [index, from] of ['2026-12-08T00:00:00Z', '2026-12-08T12:00:00Z'].entries())
      expect(told(mondays, from, 4)).toEqual(whole.slice(index + 1, index + 5));
  });
});

test('it ends with the day that is said, moved runs too, and what never comes ends by itself', () => {
  const zone = 'America/Bogota';
  const untilFriday = rule({ kind: 'daily', times: ['23:30'] }, zone, { endsOn: '2026-11-27' });
  expect(first(untilFriday, '2026-11-26T00:00:00Z', 9).map(iso)).toEqual([
    '2026-11-26T04:30:00.000Z',
    '2026-11-27T04:30:00.000Z',
    '2026-11-28T04:30:00.000Z',
  ]);
  const moved = rule({ kind: 'weekdays', days: [5], times: ['06:00'] }, zone, {
    endsOn: '2026-11-27',
    onHoliday: 'nextBusinessDay',
  });
  expect(first(moved, '2026-11-26T00:00:00Z', 9, (day) => (day === '2026-11-27' ? 'Feriado' : undefined))).toEqual([]);
  expect(first(rule({ kind: 'cron', cron: '0 6 30 2 *' }, zone), '2026-11-26T00:00:00Z', 1)).toEqual([]);
  const christmas = rule({ kind: 'cron', cron: '0 6 25 12 *' }, zone);
  expect(
    first(christmas, '2026-11-26T00:00:00Z', 1, (day) => (day.endsWith('-12-25') ? 'Navidad' : undefined)),
  ).toEqual([]);
});

test('29 February is waited for', () => {
  const leap = rule({ kind: 'cron', cron: '0 6 29 2 *' }, 'UTC');
  expect(first(leap, '2096-03-01T00:00:00Z', 1).map(iso)).toEqual(['2104-02-29T06:00:00.000Z']);
});

test.each([
  ['0 6 * *', 'five fields'],
  ['* * * * * *', 'five fields'],
  ['61 * * * *', 'minute'],
  ['0 6 * * LUN', ''],
  ['a b c d e', ''],
])('the cron expression %j is refused', (cron, why) => {
  expect(cronFault(cron)).toContain(why);
});
