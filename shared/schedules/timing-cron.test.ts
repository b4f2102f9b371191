import { expect, test } from 'vitest';
import type { Timing } from '../model/schedule.ts';
import { cronOf, timingOf } from './timing-cron.ts';

const BOTH_WAYS: [Timing, string][] = [
  [{ kind: 'daily', times: ['06:00'] }, '0 6 * * *'],
  [{ kind: 'daily', times: ['06:15', '18:15'] }, '15 6,18 * * *'],
  [{ kind: 'businessDays', times: ['06:00'] }, '0 6 * * 1-5'],
  [{ kind: 'weekdays', days: [1, 3, 6], times: ['23:59'] }, '59 23 * * 1,3,6'],
  [{ kind: 'monthly', day: 15, times: ['06:00'] }, '0 6 15 * *'],
  [{ kind: 'monthly', day: 'last', times: ['06:00', '12:00'] }, '0 6,12 L * *'],
  [{ kind: 'everyNHours', hours: 4, minute: 5 }, '5 */4 * * *'],
  [{ kind: 'everyNHours', hours: 1, minute: 0 }, '0 * * * *'],
  [{ kind: 'cron', cron: '0 6 1 1 *' }, '0 6 1 1 *'],
];

test.each(BOTH_WAYS)('%j is %s, and back', (timing, cron) => {
  expect(cronOf(timing)).toBe(cron);
  expect(timingOf(cron)).toEqual(timing);
});

test('Sunday is 0 or 7 in cron, and 7 with us', () => {
  expect(timingOf('0 6 * * 0')).toEqual({ kind: 'weekdays', days: [7], times: ['06:00'] });
  expect(timingOf('0 6 * * 7,1')).toEqual({ kind: 'weekdays', days: [1, 7], times: ['06:00'] });
  expect(cronOf({ kind: 'weekdays', days: [7], times: ['06:00'] })).toBe('0 6 * * 0');
});

test('times with different minutes take several expressions', () => {
  expect(cronOf({ kind: 'daily', times: ['06:00', '14:30'] })).toBeNull();
});

test.each([
  '0 6 31 * *',
  '0 */5 * * *',
  '0 25 * * *',
  '61 6 * * *',
  '0 6 1 * 1',
  '*/10 * * * *',
  '0 6 * * 1#2',
  'hola',
])('%s stays as it is', (cron) => {
  expect(timingOf(cron)).toEqual({ kind: 'cron', cron });
});
