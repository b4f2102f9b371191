import type { Attempt } from '../features/artifacts/promote-attempt.ts';

export interface ResultStore {
  /** Of these names, those whose documented object does not carry the accepted fence. */
  findUnpromoted: (attempt: Attempt, names: readonly string[]) => Promise<string[]>;
  /** Copies them from the attempt; returns those that are lost. */
  promote: (attempt: Attempt, names: readonly string[]) => Promise<string[]>;
}

export type Promotion = { kind: 'promoted' } | { kind: 'waiting' } | { kind: 'lost'; names: string[] };

interface Progress {
  missing: string[];
  /** When the last object arrived, by the monotonic clock. */
  since: number;
}

/**
 * Sees to it that the documented objects are those of the accepted attempt (R11). The worker that won puts them; where
 * nothing arrives for `graceMs` it is taken for dead, and they are copied from its attempt. That a slow worker goes on
 * meanwhile does no harm: both write the same.
 */
export function createPromoter(store: ResultStore, graceMs: number, now = () => performance.now()) {
  const progress = new Map<string, Progress>();

  return async function promote(attempt: Attempt, names: readonly string[]): Promise<Promotion> {
    const id = `${attempt.jobId} ${attempt.fence.gen}.${attempt.fence.att}`;
    const before = progress.get(id);
    const missing = await store.findUnpromoted(attempt, before?.missing ?? names);
    if (missing.length === 0) {
      progress.delete(id);
      return { kind: 'promoted' };
    }
    if (before === undefined || missing.length < before.missing.length) {
      progress.set(id, { missing, since: now() });
      return { kind: 'waiting' };
    }
    if (now() - before.since < graceMs) return { kind: 'waiting' };
    const lost = await store.promote(attempt, missing);
    progress.delete(id);
    return lost.length === 0 ? { kind: 'promoted' } : { kind: 'lost', names: lost };
  };
}

export type Promote = ReturnType<typeof createPromoter>;
