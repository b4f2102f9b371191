import type { ScheduleRule, Timing } from '@sri/shared/model/schedule.ts';
import type { PreviewedOccurrence, Schedule, Tick } from '@sri/shared/protocol/api/schedules.ts';
import { sampleFlows } from './sample-flows.ts';
import { ago, SAMPLE_ME, sampleId } from './sample-data.ts';

const HOUR = 3600_000;
const DAY = 24 * HOUR;

const HERE = 'America/Argentina/Buenos_Aires';

/** The moments at which it is that time of day, on the coming days that fit. Argentina knows no summer time. */
function moments(time: string, days: readonly number[], count: number): string[] {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const first = new Date();
  first.setUTCHours(hour + 3, minute, 0, 0);
  const found: string[] = [];
  for (let day = 0; found.length < count && day < 60; day += 1) {
    const at = new Date(first.getTime() + day * DAY);
    const weekday = new Date(at.getTime() - 3 * HOUR).getUTCDay() || 7;
    if (at.getTime() > Date.now() && days.includes(weekday)) found.push(at.toISOString());
  }
  return found;
}

const WORKING = [1, 2, 3, 4, 5];
const ALL = [1, 2, 3, 4, 5, 6, 7];

export function sampleTick(dueAt: string, outcome: Tick['outcome'], more: Partial<Tick> = {}): Tick {
  return { dueAt, byHand: false, outcome, jobId: null, holiday: null, movedFrom: null, more: 0, error: null, ...more };
}

function schedule(place: number, timing: Timing, upcoming: string[], more: Partial<Schedule> = {}): Schedule {
  const flow = sampleFlows()[place];
  if (flow === undefined) throw new Error('no sample flow');
  return {
    id: sampleId(850 + place),
    name: flow.name,
    flowId: flow.id,
    flowName: flow.name,
    providerId: flow.providerId,
    userId: SAMPLE_ME.user.id,
    userName: SAMPLE_ME.user.name,
    inputs: place === 2 ? {} : { campaña: '2025/26' },
    timing,
    timezone: HERE,
    holidays: { country: 'AR' },
    onHoliday: 'skip',
    endsOn: null,
    ifRunning: 'skip',
    missed: { rule: 'runOnce', windowMinutes: 120 },
    maxFailures: 5,
    paused: null,
    nextAt: upcoming[0] ?? null,
    upcoming,
    lastTick: sampleTick(ago(5 * HOUR), 'started', { jobId: sampleId(4800) }),
    createdAt: ago(40 * DAY),
    updatedAt: ago(6 * DAY),
    ...more,
  };
}

/** The schedules of the sample firm: twice a day, on working days, in another zone, paused by itself. */
export function sampleSchedules(): Schedule[] {
  const twice = [...moments('06:00', WORKING, 5), ...moments('14:00', WORKING, 5)].toSorted();
  return [
    schedule(0, { kind: 'businessDays', times: ['06:00', '14:00'] }, twice),
    schedule(1, { kind: 'weekdays', days: [1, 4], times: ['07:30'] }, moments('07:30', [1, 4], 2), {
      lastTick: sampleTick(ago(30 * HOUR), 'running', { jobId: sampleId(4801) }),
    }),
    schedule(2, { kind: 'daily', times: ['06:00'] }, moments('06:00', ALL, 7), {
      timezone: 'America/Mexico_City',
      holidays: null,
      providerId: sampleFlows()[0]?.providerId ?? '',
      upcoming: moments('06:00', ALL, 7),
    }),
    schedule(3, { kind: 'monthly', day: 'last', times: ['18:00'] }, [], {
      nextAt: null,
      paused: { at: ago(2 * DAY), by: null, reason: 'failures' },
      lastTick: sampleTick(ago(2 * DAY), 'failures'),
    }),
    schedule(4, { kind: 'everyNHours', hours: 4, minute: 15 }, moments('16:15', ALL, 7), {
      userId: sampleId(12),
      userName: 'Esteban Ferreyra',
      lastTick: sampleTick(ago(9 * HOUR), 'holiday', { holiday: 'Día de la Soberanía Nacional' }),
    }),
  ];
}

export function sampleTicks(): Tick[] {
  return [
    sampleTick(ago(5 * HOUR), 'started', { jobId: sampleId(4800) }),
    sampleTick(ago(13 * HOUR), 'running', { jobId: sampleId(4801) }),
    sampleTick(ago(29 * HOUR), 'missed', { more: 3 }),
    sampleTick(ago(37 * HOUR), 'holiday', { holiday: 'Día de la Soberanía Nacional' }),
    sampleTick(ago(53 * HOUR), 'session_missing', { error: { code: 'provider_not_connected', message: '' } }),
    sampleTick(ago(61 * HOUR), 'refused', { error: { code: 'queue_full', message: '' } }),
    sampleTick(ago(70 * HOUR), 'started', { jobId: sampleId(4806), byHand: true }),
  ];
}

/** Five runs and a holiday between them, at the rule's first time. */
export function samplePreview({ timing, holidays }: Pick<ScheduleRule, 'timing' | 'holidays'>): PreviewedOccurrence[] {
  const time = 'times' in timing ? (timing.times[0] ?? '06:00') : '06:00';
  const days = timing.kind === 'weekdays' ? timing.days : timing.kind === 'businessDays' ? WORKING : ALL;
  const all = moments(time, days, holidays === null ? 5 : 6);
  return all.map((at, place) => {
    const left = holidays !== null && place === 2;
    return {
      at,
      kind: left ? 'left' : 'run',
      holiday: left ? 'Día de la Soberanía Nacional' : null,
      movedFrom: null,
      clockMovedFrom: null,
    };
  });
}
