import { placeOf, walKind } from './wal-names.ts';

/** A base backup that is whole: its manifest is the last thing written. */
export interface Base {
  /** When it began, as in `2026-11-25T03-00-00Z`. */
  id: string;
  at: Date;
  /** The segment that was being written when it began. */
  segment: string;
}

export interface KeepRule {
  days: number;
  /** Bases that stay however old they are. */
  atLeast: number;
}

const DAY_MS = 86_400_000;

/** Bases that may go, oldest first: older than `days`, and never one of the newest `atLeast`. */
export function basesToDelete(bases: readonly Base[], { days, atLeast }: KeepRule, now: Date): Base[] {
  const oldest = now.getTime() - days * DAY_MS;
  const byAge = bases.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return byAge.slice(0, Math.max(0, byAge.length - atLeast)).filter(({ at }) => at.getTime() < oldest);
}

/** Log files that no kept base needs: those before the oldest one's first. Histories are small and stay. */
export function walToDelete(names: readonly string[], kept: readonly Base[]): string[] {
  const first = kept.map(({ segment }) => placeOf(segment)).toSorted()[0];
  if (first === undefined) return [];
  return names.filter((name) => ['segment', 'partial'].includes(walKind(name) ?? '') && placeOf(name) < first);
}
