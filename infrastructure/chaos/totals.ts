import { DEFAULT_QUEUE_OPTIONS } from '@sri/shared/queue/queue-contract.ts';
import type { FaultKind } from './faults.ts';
import type { Verdict } from './judge.ts';

export interface Totals {
  seed: number;
  minutes: number;
  jobs: number;
  faults: ReadonlyMap<FaultKind, number>;
  verdict: Verdict;
}

/** The one line that a run ends with. */
export function totalsLine({ seed, minutes, jobs, faults, verdict }: Totals): string {
  const { completed, cancelled, failed, lost, givenUp, recordedTwice, withoutResult, beganAgain } = verdict;
  const count = [...faults.values()].reduce((sum, number) => sum + number, 0);
  const byKind = [...faults].map(([kind, number]) => `${kind} ${number}`).join(', ');
  const share = jobs === 0 ? 0 : (100 * beganAgain) / jobs;
  return [
    `seed ${seed}, ${minutes} min`,
    `${jobs} jobs (${completed} completed, ${cancelled} cancelled, ${failed - givenUp} without a session, ${givenUp} given up after ${DEFAULT_QUEUE_OPTIONS.maxStalls} lost leases)`,
    `${count} faults (${byKind})`,
    `lost ${lost.length}`,
    `recorded twice ${recordedTwice.length}`,
    `completed without the accepted attempt's result ${withoutResult.length}`,
    `begun again ${share.toFixed(1)} %`,
  ].join(' | ');
}
