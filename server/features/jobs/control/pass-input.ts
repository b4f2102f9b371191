import type { PageInput } from '@sri/shared/protocol/page-input.ts';
import type { ControlContext } from './control-job.ts';

/**
 * Hands input on to an execution's worker if it comes with the hold that counts now; else drops it. The worker looks
 * at the hold once more. Nothing of it is logged or kept.
 */
export function createPassInput({ holds, tell }: Pick<ControlContext, 'holds' | 'tell'>) {
  return async (
    { userId }: { userId: string },
    { jobId, holdId, pageId, input }: { jobId: string; holdId: string; pageId: string; input: PageInput },
  ): Promise<void> => {
    const hold = await holds.find(jobId);
    if (hold?.id === holdId && hold.userId === userId) await tell(jobId, { type: 'input', holdId, pageId, input });
  };
}
