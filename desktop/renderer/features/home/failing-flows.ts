import type { FlowSummary } from '@sri/shared/protocol/api/flows.ts';

export interface FailingFlow {
  flow: FlowSummary;
  /** Of its last executions, those that failed. What waits for a person has not failed. */
  failed: number;
}

const DAYS = 7;
const DAY_MS = 24 * 3600_000;
const SHOWN = 5;

/** The flows that failed most often of late: among their last ten executions, those of the last seven days. */
export function failingFlows(flows: readonly FlowSummary[], now: number): FailingFlow[] {
  return flows
    .map((flow) => {
      const failed = flow.results.filter(
        ({ status, createdAt }) => status === 'failed' && Date.parse(createdAt) > now - DAYS * DAY_MS,
      );
      return { flow, failed: failed.length };
    })
    .filter(({ failed }) => failed > 0)
    .toSorted((a, b) => b.failed - a.failed || a.flow.name.localeCompare(b.flow.name))
    .slice(0, SHOWN);
}
