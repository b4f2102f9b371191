import type { Logger } from '@sri/shared/node/logger.ts';
import type { Queue } from '@sri/shared/queue/queue-contract.ts';
import type { OpenJob } from '../features/jobs/open-jobs.ts';

export interface ReconcileContext {
  queue: Pick<Queue, 'known'>;
  findOldOpenJobs: (after: OpenJob | undefined, limit: number) => Promise<OpenJob[]>;
  republish: (jobs: readonly OpenJob[]) => Promise<number>;
  outboxFilled: () => void;
  restoreSecrets: () => Promise<void>;
  log: Logger;
}

const PAGE = 500;

/**
 * Compares what the record says is in the queue, and has been for a while, with Redis (R4): what Redis lost goes into
 * the outbox anew as the next generation, so that a late finish of the old one is refused.
 */
export function createReconcile(context: ReconcileContext) {
  const { queue, findOldOpenJobs, republish, outboxFilled, restoreSecrets, log } = context;

  async function missingOf(page: readonly OpenJob[]): Promise<OpenJob[]> {
    const missing: OpenJob[] = [];
    for (const [orgId, jobs = []] of Map.groupBy(page, (job) => job.org_id)) {
      const known = await queue.known(
        orgId,
        jobs.map((job) => job.id),
      );
      missing.push(...jobs.filter((job) => (known.get(job.id)?.gen ?? 0) < job.gen));
    }
    return missing;
  }

  return async function reconcile(signal: AbortSignal): Promise<void> {
    // Before the jobs that need them; but a job is not to wait for them.
    await restoreSecrets().catch((error: unknown) => log.warn({ err: error }, 'secrets could not be put back'));
    let after: OpenJob | undefined;
    while (!signal.aborted) {
      const page = await findOldOpenJobs(after, PAGE);
      const missing = await missingOf(page);
      if (missing.length > 0) {
        const count = await republish(missing);
        if (count > 0) log.warn({ count }, 'jobs that Redis had lost were put in anew');
        outboxFilled();
      }
      if (page.length < PAGE) return;
      after = page.at(-1);
    }
  };
}
