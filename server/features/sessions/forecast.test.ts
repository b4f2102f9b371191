import { describe, expect, it } from 'vitest';
import { forecastEnd, type ForecastFacts } from './forecast.ts';
import type { SessionLife } from './session-lives.ts';

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 1) + hour * 3_600_000);
const life = (change: Partial<SessionLife> = {}): SessionLife => ({
  capturedAt: at(0),
  expectedUntil: null,
  provenAt: null,
  endedAt: null,
  ...change,
});
const forecast = (change: Partial<ForecastFacts> = {}) =>
  forecastEnd({ now: at(1), current: life(), former: [], storedUntil: null, ...change });
const storedUntil = at(7 * 24);
/** Taken last after so many hours, refused an hour later. */
const lived = (hours: number): SessionLife => life({ provenAt: at(hours - 0.5), endedAt: at(hours + 0.5) });

describe('the end of a session', () => {
  it('is when Redis drops it where nothing else is known', () => {
    expect(forecast({ storedUntil })).toEqual({ by: 'storage', at: storedUntil.toISOString() });
    expect(forecast()).toBeNull();
  });

  it('is when its cookies end, unless a session of the account was taken after that', () => {
    const current = life({ expectedUntil: at(5) });
    expect(forecast({ current, storedUntil })).toEqual({ by: 'cookies', at: at(5).toISOString() });
    const former = [life({ expectedUntil: at(5), provenAt: at(30) })];
    expect(forecast({ current, former, storedUntil })?.by).toBe('storage');
    expect(forecast({ current: { ...current, provenAt: at(6) }, now: at(6), storedUntil })?.by).toBe('storage');
  });

  it('is after as long as earlier ones lived, once three of them have ended', () => {
    const former = [lived(20), lived(26), lived(100)];
    expect(forecast({ former, storedUntil })).toEqual({ by: 'history', at: at(26).toISOString() });
    expect(forecast({ former: former.slice(1), storedUntil })?.by).toBe('storage');
    const longLiving = forecast({ former, storedUntil, now: at(27) });
    expect(longLiving?.by).toBe('storage');
  });

  it('is not told of one that has ended', () => {
    expect(forecast({ current: life({ endedAt: at(1) }), storedUntil })).toBeNull();
  });
});
