import type { Reach } from '@sri/shared/node/failpoint.ts';
import type { Logger } from '@sri/shared/node/logger.ts';
import type { Claim, Queue } from '@sri/shared/queue/queue-contract.ts';
import type { ClaimedJob } from './claimed-job.ts';

export interface ClaimerOptions {
  queue: Pick<Queue, 'nextOrg' | 'ringLength' | 'claim'>;
  workerId: string;
  newToken: () => string;
  reach: Reach;
  log: Logger;
}

export interface Claimer {
  /**
   * One round over the organisations in turn, while `mayBegin`. Returns true where something was found. Throws when Redis
   * is away; a claim whose answer was lost is asked again with the same token, and the queue gives the same job (R6).
   */
  round(mayBegin: () => boolean, begin: (job: ClaimedJob) => void): Promise<boolean>;
}

/** Organisations without a job to give that one round asks: a poll stays cheap however many are at their cap. */
const FRUITLESS_PER_ROUND = 16;

export function createClaimer({ queue, workerId, newToken, reach, log }: ClaimerOptions): Claimer {
  let unanswered: { orgId: string; token: string } | undefined;

  async function claimFrom(orgId: string, begin: (job: ClaimedJob) => void): Promise<Claim['kind']> {
    const token = unanswered?.orgId === orgId ? unanswered.token : newToken();
    unanswered = { orgId, token };
    const askedAt = performance.now();
    const claim = await queue.claim(orgId, token, workerId);
    unanswered = undefined;
    if (claim.kind === 'unreadable') {
      log.warn({ orgId, element: claim.element.slice(0, 200) }, 'an unreadable element of the queue was put aside');
    }
    if (claim.kind === 'job') {
      await reach('after-claim');
      begin({ orgId, token, askedAt, claim });
    }
    return claim.kind;
  }

  return {
    round: async (mayBegin, begin) => {
      const tally = { found: false, fruitless: 0, staying: 0 };
      const ask = async (orgId: string): Promise<void> => {
        const kind = await claimFrom(orgId, begin);
        const gave = kind === 'job' || kind === 'unreadable';
        tally.found ||= gave;
        tally.fruitless = gave ? 0 : tally.fruitless + 1;
        // An organisation whose list is empty has left the ring; others stay in it.
        tally.staying = gave ? 0 : tally.staying + (kind === 'empty' ? 0 : 1);
      };
      if (unanswered !== undefined) await ask(unanswered.orgId);
      while (mayBegin() && tally.fruitless < FRUITLESS_PER_ROUND) {
        const orgId = await queue.nextOrg();
        if (orgId === null) break;
        await ask(orgId);
        if (tally.staying > 0 && tally.staying >= (await queue.ringLength())) break;
      }
      return tally.found;
    },
  };
}
