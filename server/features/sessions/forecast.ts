import type { SessionForecast } from '@sri/shared/model/session-life.ts';
import type { SessionLife } from './session-lives.ts';

export interface ForecastFacts {
  now: Date;
  current: SessionLife;
  /** Earlier sessions of the account. */
  former: readonly SessionLife[];
  /** When Redis drops it; null: not known, or never. */
  storedUntil: Date | null;
}

/** So many ends make a habit. */
const FEWEST_ENDS = 3;

/** Some cookies end and are renewed without anybody noticing: such dates say nothing of the login. */
const outlived = ({ expectedUntil, provenAt }: SessionLife): boolean =>
  expectedUntil !== null && provenAt !== null && provenAt > expectedUntil;

/** ms that a session lived: between the last time that it was taken and the first that it was not lies its end. */
function lifetime({ capturedAt, provenAt, endedAt }: SessionLife): number[] {
  if (endedAt === null) return [];
  const taken = provenAt ?? capturedAt;
  return [(taken.getTime() + endedAt.getTime()) / 2 - capturedAt.getTime()];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** When the current session will end, the earliest of what can be told; null where it has ended, or nothing tells. */
export function forecastEnd({ now, current, former, storedUntil }: ForecastFacts): SessionForecast | null {
  if (current.endedAt !== null) return null;
  const ends: [SessionForecast['by'], Date][] = [];
  const { expectedUntil } = current;
  if (expectedUntil !== null && ![current, ...former].some(outlived)) ends.push(['cookies', expectedUntil]);
  const lifetimes = former.flatMap(lifetime);
  if (lifetimes.length >= FEWEST_ENDS) {
    const usual = new Date(current.capturedAt.getTime() + median(lifetimes));
    // One that has lived longer than usual may live on: nobody knows how long.
    if (usual > now) ends.push(['history', usual]);
  }
  if (storedUntil !== null) ends.push(['storage', storedUntil]);
  const [first] = ends.toSorted(([, a], [, b]) => a.getTime() - b.getTime());
  return first === undefined ? null : { by: first[0], at: first[1].toISOString() };
}
