import type { Queue } from '@sri/shared/queue/queue-contract.ts';

/** Why an attempt has to stop before its end. */
export type StopReason = 'cancel' | 'overdue' | 'lost' | 'returned';

/*
 *   held ──cancel asked──> cancel ──┐
 *    │ └──limit is over──> overdue ─┼──> lost      renewal refused, or none succeeded for 0.8 lease
 *    └──────────────────────────────┴──> returned  the worker drains: the job is to be given back
 *
 * `cancel` and `overdue` end the run, and its end may still be told; `lost` and `returned` end everything.
 */
export interface Lease {
  /** Aborted when the browser has to stop acting; `why()` says for what. */
  stop: AbortSignal;
  /** Aborted when the hard limit is over (R22), whatever else has happened. */
  overdue: AbortSignal;
  /** Aborted when nothing of this attempt may be written any more. */
  gone: AbortSignal;
  why(): StopReason | undefined;
  /** Renews now; a cancel hint does. Rejects when Redis cannot be reached. */
  renewNow(): Promise<void>;
  giveUp(): void;
  end(): void;
}

export interface LeaseOptions {
  queue: Pick<Queue, 'renew'>;
  orgId: string;
  jobId: string;
  token: string;
  leaseMs: number;
  limitMs: number;
  /** When the claim was sent, on this process's `performance.now()` clock. */
  since: number;
}

/** Share of the lease without a good renewal after which the worker stops by itself (R9), by its own monotonic clock. */
const SELF_FENCE = 0.8;
/** Of the lease, between two renewals, and between two tries while Redis does not answer. */
const RENEW_EACH = 1 / 3;
const TRY_AGAIN_EACH = 1 / 30;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Renews each third of the lease, the first time at once: a lease that was never renewed counts as a lost reply (R6). */
export function startLease({ queue, orgId, jobId, token, leaseMs, limitMs, since }: LeaseOptions): Lease {
  const stop = new AbortController();
  const overdue = new AbortController();
  const gone = new AbortController();
  let reason: StopReason | undefined;
  let fence: NodeJS.Timeout | undefined;
  let next: NodeJS.Timeout | undefined;
  let over = false;

  function end(why: StopReason): void {
    if (why === 'overdue') overdue.abort();
    const final = why === 'lost' || why === 'returned';
    if (reason === undefined || (final && !gone.signal.aborted)) reason = why;
    if (final) gone.abort();
    stop.abort();
  }

  /** `asked`: when the renewal that succeeded was sent; the lease counts from then at the latest. */
  function fenceFrom(asked: number): void {
    clearTimeout(fence);
    if (over) return;
    fence = setTimeout(() => end('lost'), Math.max(0, asked + leaseMs * SELF_FENCE - performance.now()));
  }

  async function renewNow(): Promise<void> {
    const asked = performance.now();
    const answer = await queue.renew(orgId, jobId, token);
    if (over) return;
    if (answer === 'lost') return end('lost');
    fenceFrom(asked);
    if (answer !== 'held') end(answer);
  }

  async function renewAgain(): Promise<void> {
    const pause = await renewNow().then(
      () => leaseMs * RENEW_EACH,
      () => leaseMs * TRY_AGAIN_EACH,
    );
    if (!over && !gone.signal.aborted) next = setTimeout(() => void renewAgain(), pause);
  }

  fenceFrom(since);
  void renewAgain();
  const limit = setTimeout(() => end('overdue'), Math.min(limitMs, LONGEST_TIMER_MS));
  return {
    stop: stop.signal,
    overdue: overdue.signal,
    gone: gone.signal,
    why: () => reason,
    renewNow,
    giveUp: () => end('returned'),
    end: () => {
      over = true;
      for (const timer of [fence, next, limit]) clearTimeout(timer);
    },
  };
}
