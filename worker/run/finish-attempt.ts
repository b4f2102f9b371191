import { AppError } from '@sri/shared/errors.ts';
import type { Finished, Outcome } from '@sri/shared/queue/queue-contract.ts';
import { keepTrying } from '../artifacts/keep-trying.ts';
import type { ClaimedJob } from '../claim/claimed-job.ts';
import type { Lease } from '../claim/lease.ts';
import type { JobContext } from './job-context.ts';

function isAway(error: unknown): boolean {
  return error instanceof AppError && error.code === 'redis_unavailable';
}

/**
 * Tells the queue how the attempt ended, trying again while Redis is away and the lease is still ours: the same token gets
 * the same answer (R10). `lost` also where no answer came in time: then the queue knows, or the lease ends.
 */
export async function finishAttempt(
  { queue, reach, log, tally }: Pick<JobContext, 'queue' | 'reach' | 'log' | 'tally'>,
  { orgId, token, claim }: ClaimedJob,
  lease: Pick<Lease, 'gone'>,
  outcome: Outcome,
): Promise<Finished> {
  const onTrouble = (error: unknown): void =>
    log.warn({ jobId: claim.jobId, err: { message: String(error) } }, 'the end of a job cannot be told yet');
  const trying = { signal: lease.gone, patienceMs: Number.POSITIVE_INFINITY, passes: isAway, onTrouble };
  await reach('before-finish');
  try {
    const told = await keepTrying(() => queue.finish(orgId, claim.jobId, token, outcome), trying);
    if (told !== 'lost') tally.ended(outcome);
    return told;
  } catch (error) {
    if (!isAway(error)) log.error({ jobId: claim.jobId, err: error }, 'the queue does not take the end of a job');
    return 'lost';
  }
}
