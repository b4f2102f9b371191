import type { Queue } from '@sri/shared/queue/queue-contract.ts';

/** Why a run has to stop before its end. */
export type StopReason = 'cancel' | 'overdue' | 'lost' | 'returned';

/** The worker's hold on one job. */
export interface Lease {
  /** Aborted when the browser has to stop acting; `why()` says for what. */
  stop: AbortSignal;
  /** Aborted when the job is no longer ours: nothing of this attempt may be written any more. */
  lost: AbortSignal;
  why(): StopReason | undefined;
  /** Renews now; a cancel hint does. Rejects when Redis cannot be reached. */
  renewNow(): Promise<void>;
  /** Stops the run, to give the job back. */
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
}

/** Share of the lease without a good renewal after which the worker stops by itself (R9), by its own monotonic clock. */
const SELF_FENCE = 0.8;

/** Renews each third of the lease, the first time at once: a lease that was never renewed counts as a lost reply (R6). */
export function startLease({ queue, orgId, jobId, token, leaseMs, limitMs }: LeaseOptions): Lease {
  const stop = new AbortController();
  const lost = new AbortController();
  let reason: StopReason | undefined;
  let lastGood = performance.now();

  function end(why: StopReason): void {
    reason ??= why;
    if (why === 'lost') {
      reason = 'lost';
      lost.abort();
    }
    stop.abort();
  }

  async function renewNow(): Promise<void> {
    const asked = performance.now();
    const answer = await queue.renew(orgId, jobId, token);
    if (answer === 'lost') return end('lost');
    lastGood = asked;
    if (answer === 'cancel') end('cancel');
    else if (answer === 'overdue') end('overdue');
  }

  const quietly = (): void => void renewNow().catch(() => undefined);
  quietly();
  const renewing = setInterval(quietly, leaseMs / 3);
  const watching = setInterval(() => {
    if (performance.now() - lastGood > leaseMs * SELF_FENCE) end('lost');
  }, leaseMs / 30);
  const limit = setTimeout(() => end('overdue'), Math.min(limitMs, 2 ** 31 - 1));
  return {
    stop: stop.signal,
    lost: lost.signal,
    why: () => reason,
    renewNow,
    giveUp: () => end('returned'),
    end: () => {
      clearInterval(renewing);
      clearInterval(watching);
      clearTimeout(limit);
    },
  };
}
