import type { ActiveOrgs } from './active-orgs.ts';
import { inGroups } from './in-groups.ts';
import { oneAtATime } from './one-at-a-time.ts';

export interface Completer {
  /** Completes what ended in this organisation, now. */
  complete: (orgId: string) => Promise<void>;
  /** The same, soon, by the task. */
  due: (orgId: string) => void;
  /** One turn of the task: what is due, and a share of all organisations in case a hint was lost. */
  run: () => Promise<void>;
}

/** How soon results that are on their way are looked for again, in ms. */
const AGAIN_MS = 100;
const ACTIVE_PER_TURN = 200;
const AT_ONCE = 16;
const TURNS_PER_SWEEP = 60;

export interface CompleterOptions {
  completeJobs: (orgId: string) => Promise<{ waiting: boolean }>;
  orgs: ActiveOrgs;
  /** Starts the next turn early. */
  wake: () => void;
  pollMs: number;
}

export function createCompleter({ completeJobs, orgs, wake, pollMs }: CompleterOptions): Completer {
  const due = new Set<string>();
  let polledAt = Number.NEGATIVE_INFINITY;
  let turn = 0;
  let place = 0;

  const complete = oneAtATime(async (orgId: string): Promise<void> => {
    const { waiting } = await completeJobs(orgId);
    if (!waiting) return;
    setTimeout(() => {
      due.add(orgId);
      wake();
    }, AGAIN_MS).unref();
  });

  /** A turn that a hint woke looks at what the hint named; the rest has its own pace. */
  function nextShare(): string[] {
    if (performance.now() - polledAt < pollMs) return [];
    polledAt = performance.now();
    turn += 1;
    if (turn % TURNS_PER_SWEEP === 0) return orgs.all();
    const active = orgs.active();
    if (place >= active.length) place = 0;
    const share = active.slice(place, place + ACTIVE_PER_TURN);
    place += ACTIVE_PER_TURN;
    return share;
  }

  return {
    complete,
    due: (orgId) => {
      due.add(orgId);
      wake();
    },
    run: async () => {
      const now = [...due];
      due.clear();
      await inGroups([...new Set([...now, ...nextShare()])], AT_ONCE, complete);
    },
  };
}
