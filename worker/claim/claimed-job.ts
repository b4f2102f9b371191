import type { Claim } from '@sri/shared/queue/queue-contract.ts';

/** A job that this worker holds. */
export interface ClaimedJob {
  orgId: string;
  /** The claim's own; renews and finishes it. */
  token: string;
  /** When the claim was sent, on this process's `performance.now()` clock: the lease counts from then at the latest. */
  askedAt: number;
  claim: Extract<Claim, { kind: 'job' }>;
}
