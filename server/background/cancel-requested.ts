import type { Logger } from '@sri/shared/node/logger.ts';
import type { JobControl } from '@sri/shared/protocol/job-control.ts';
import type { Queue } from '@sri/shared/queue/queue-contract.ts';
import type { CancelRow } from '../features/jobs/open-jobs.ts';
import { inGroups } from './in-groups.ts';

export interface CancelTaskContext {
  queue: Pick<Queue, 'cancel' | 'revoke'>;
  findCancelRequested: () => Promise<CancelRow[]>;
  findOne: (orgId: string, jobId: string) => Promise<CancelRow | undefined>;
  /** Tells whoever runs the job to look at its lease at once. */
  hint: (jobId: string, control: JobControl) => Promise<void>;
  /** Ends a job that neither Redis nor the outbox has; false where it moved meanwhile. */
  cancelUnqueued: (orgId: string, jobId: string, gen: number) => Promise<boolean>;
  complete: (orgId: string) => Promise<void>;
  outboxFilled: () => void;
  /** After this a worker that was asked and does not obey loses the job, in ms. */
  graceMs: number;
  log: Logger;
}

const AT_ONCE = 8;

/** Carries requested cancels to the queue, again and again until the record is final (R21): a lost call does not matter. */
export function createCancelRequested(context: CancelTaskContext) {
  const { queue, log } = context;

  async function carry({ org_id: orgId, id: jobId, gen, asked_ms: askedMs }: CancelRow): Promise<void> {
    const answer = await queue.cancel(orgId, jobId, gen);
    if (answer === 'asked') {
      await context.hint(jobId, { type: 'cancel' });
      if (askedMs < context.graceMs) return;
      if ((await queue.revoke(orgId, jobId)) === 'cancelled') {
        log.warn({ orgId, jobId }, 'a worker did not stop a cancelled job in time and has lost it');
      }
    }
    if (answer === 'unknown') {
      if (await context.cancelUnqueued(orgId, jobId, gen)) context.outboxFilled();
      return;
    }
    await context.complete(orgId);
  }

  return {
    /** All of them, once. */
    run: async (): Promise<void> => inGroups(await context.findCancelRequested(), AT_ONCE, carry),
    /** One of them, now. */
    carryOne: async (orgId: string, jobId: string): Promise<void> => {
      const row = await context.findOne(orgId, jobId);
      if (row !== undefined) await carry(row);
    },
  };
}
