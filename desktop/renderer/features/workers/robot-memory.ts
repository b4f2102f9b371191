import type { WorkerView } from '@sri/shared/protocol/api/workers.ts';

/** What a robot used at one beat. Times in ms since the epoch. */
export interface RobotSample {
  at: number;
  cpuCores: number | null;
  rssBytes: number | null;
}

/** A robot as it has been seen since this screen was opened. */
export interface KnownRobot extends WorkerView {
  /** No sign of life for longer than three beats. */
  lost: boolean;
  /** When it last gave one, by this machine's clock. */
  lastBeatAt: number;
  samples: readonly RobotSample[];
}

/** Three beats: one may be late, three are not. */
const LOST_AFTER_MS = 15_000;
/** A robot that is lost stays in sight for so long. */
const LOST_FOR_MS = 3600_000;
/** Six hours of beats. */
const MOST_SAMPLES = 4320;

function sampleOf({ at, cpuCores, rssBytes }: WorkerView): RobotSample {
  return { at, cpuCores: cpuCores ?? null, rssBytes: rssBytes ?? null };
}

/**
 * What is known of the robots after a new list. A robot that ends takes its heartbeat along and is forgotten; one whose
 * heartbeat grew old before it went is lost, and stays in the list so that somebody looks for it.
 */
export function rememberRobots(
  before: readonly KnownRobot[],
  items: readonly WorkerView[],
  now: number,
): readonly KnownRobot[] {
  const known = new Map(before.map((robot) => [robot.workerId, robot]));
  const present = items.map((view): KnownRobot => {
    const samples = known.get(view.workerId)?.samples ?? [];
    const seen = samples.at(-1)?.at === view.at;
    return {
      ...view,
      lost: view.silentMs >= LOST_AFTER_MS,
      lastBeatAt: now - view.silentMs,
      samples: seen ? samples : [...samples, sampleOf(view)].slice(-MOST_SAMPLES),
    };
  });
  const there = new Set(items.map(({ workerId }) => workerId));
  const gone = before.filter(
    ({ workerId, lost, lastBeatAt }) => !there.has(workerId) && lost && now - lastBeatAt < LOST_FOR_MS,
  );
  return [...present, ...gone].toSorted((a, b) => a.workerId.localeCompare(b.workerId));
}

export type RobotState = 'idle' | 'busy' | 'draining' | 'drained' | 'lost';

/** The one word for a robot: what was asked of it counts at once, before it has noticed. */
export function stateOfRobot({
  lost,
  drainWanted,
  state,
  runningTotal,
}: Pick<KnownRobot, 'lost' | 'drainWanted' | 'state' | 'runningTotal'>): RobotState {
  if (lost) return 'lost';
  if (drainWanted && runningTotal === 0) return 'drained';
  return drainWanted ? 'draining' : state;
}
