import type { FaultKind } from './faults.ts';
import { FAULT_KINDS } from './faults.ts';
import type { Verdict } from './judge.ts';

/** What must have worked at least so often: a run in which nothing could fail shows nothing. */
export interface Successes {
  accepted: number;
  repeated: number;
  cancelAnswered: number;
  askedAgain: number;
  pagesCompleted: number;
  putAnew: number;
  refusedFinishes: number;
  faults: ReadonlyMap<FaultKind, number>;
}

/** Names of operations that succeeded too seldom, with how often and how often they should have. */
export function tooSeldom(successes: Successes, verdict: Verdict, minutes: number): string[] {
  const least: [string, number, number][] = [
    ['accepted', successes.accepted, 60 * minutes],
    ['completed', verdict.completed, 50 * minutes],
    ['cancelled', verdict.cancelled, Math.ceil(minutes / 2)],
    ['asked twice with one key', successes.repeated, Math.ceil(minutes)],
    ['cancels answered', successes.cancelAnswered, Math.ceil(minutes)],
    ['asked again after an error', successes.askedAgain, Math.ceil(minutes)],
    ['pages completed', successes.pagesCompleted, Math.ceil(minutes)],
    ['put in anew by the reconciler', successes.putAnew, 1],
    ['begun again', verdict.beganAgain, 1],
    ['ends refused by the fence', successes.refusedFinishes, minutes >= 5 ? 1 : 0],
    // The deck is dealt whole in less than two minutes.
    ...FAULT_KINDS.map((kind): [string, number, number] => [
      kind,
      successes.faults.get(kind) ?? 0,
      minutes >= 2 ? 1 : 0,
    ]),
  ];
  return least
    .filter(([, count, wanted]) => count < wanted)
    .map(([name, count, wanted]) => `too seldom: ${name} ${count}, at least ${wanted}`);
}
