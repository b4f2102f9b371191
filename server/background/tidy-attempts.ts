import type { Logger } from '@sri/shared/node/logger.ts';
import type { Fence } from '@sri/shared/queue/queue-contract.ts';
import type { UntidyJob } from '../features/jobs/attempts-left.ts';
import { inGroups } from './in-groups.ts';

export interface TidyContext {
  findLeft: () => Promise<UntidyJob[]>;
  deleteAttempts: (job: { orgId: string; userId: string; jobId: string }, upTo: Fence) => Promise<void>;
  noteTidied: (orgId: string, jobIds: readonly string[]) => Promise<void>;
  log: Logger;
}

const AT_ONCE = 4;

/** Empties what attempts left in S3 when it was away, or when what completed them died; one that fails is left for the next time. */
export function createTidyAttempts({ findLeft, deleteAttempts, noteTidied, log }: TidyContext): () => Promise<void> {
  return async () => {
    await inGroups(await findLeft(), AT_ONCE, async ({ orgId, userId, jobId, fence }) => {
      try {
        await deleteAttempts({ orgId, userId, jobId }, fence);
        await noteTidied(orgId, [jobId]);
      } catch (error) {
        log.warn({ jobId, err: { message: String(error) } }, 'attempts/ not deleted yet');
      }
    });
  };
}
