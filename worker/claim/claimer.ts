import type { Logger } from '@sri/shared/node/logger.ts';
import type { Claim, Queue } from '@sri/shared/queue/queue-contract.ts';

export interface ClaimerOptions {
  queue: Pick<Queue, 'nextOrg' | 'ringLength' | 'claim'>;
  workerId: string;
  newToken: () => string;
  log: Logger;
}

interface Got {
  orgId: string;
  token: string;
  askedAt: number;
  claim: Extract<Claim, { kind: 'job' }>;
}

export interface Claimer {
  /**
   * One round over the organisations in turn, while `mayBegin`. Returns true where something was found. Throws when Redis
   * is away; a claim whose answer was lost is asked again with the same token, and the queue gives the same job (R6).
   */
  round(mayBegin: () => boolean, begin: (job: Got) => void): Promise<boolean>;
}

/** Organisations without a job to give that one round asks: a poll stays cheap however many are at their cap. */
const FRUITLESS_PER_ROUND = 16;

export function createClaimer({ queue, workerId, newToken, log }: ClaimerOptions): Claimer {
  let unanswered: { orgId: string; token: string } | undefined;

  async function claimFrom(orgId: string, begin: (job: Got) => void): Promise<boolean> {
    const token = unanswered?.orgId === orgId ? unanswered.token : newToken();
    unanswered = { orgId, token };
    const askedAt = performance.now();
    const claim = await queue.claim(orgId, token, workerId);
    unanswered = undefined;
    if (claim.kind === 'unreadable') {
      log.warn({ orgId, element: claim.element.slice(0, 200) }, 'an unreadable element of the queue was put aside');
      return true;
    }
    if (claim.kind !== 'job') return false;
    begin({ orgId, token, askedAt, claim });
    return true;
  }

  return {
    round: async (mayBegin, begin) => {
      let found = false;
      let fruitless = 0;
      if (unanswered !== undefined) found = await claimFrom(unanswered.orgId, begin);
      while (mayBegin()) {
        const orgId = await queue.nextOrg();
        if (orgId === null) break;
        if (await claimFrom(orgId, begin)) {
          found = true;
          fruitless = 0;
          continue;
        }
        fruitless += 1;
        if (fruitless >= FRUITLESS_PER_ROUND || fruitless >= (await queue.ringLength())) break;
      }
      return found;
    },
  };
}
