import type { Logger } from '@sri/shared/node/logger.ts';
import type { ClaimedDelivery, ClaimLimits } from '../features/webhooks/claim-deliveries.ts';
import type { AttemptResult } from '../features/webhooks/record-attempt.ts';

/*
 * due ──claim (lease)──> under way ──> recorded: delivered | later | failed
 *  ^                        │
 *  └── lease ends, process dies or stops
 */
export interface DeliverContext {
  claim: (limits: ClaimLimits) => Promise<ClaimedDelivery[]>;
  attempt: (claimed: ClaimedDelivery, stopping: AbortSignal) => Promise<AttemptResult | 'interrupted' | 'dropped'>;
  giveBack: (claimed: ClaimedDelivery) => Promise<void>;
  onAttempt: (result: AttemptResult) => void;
  /** Starts the next turn early. */
  wake: () => void;
  /** For one attempt, in ms. */
  timeoutMs: number;
  log: Logger;
}

export interface WebhookSender {
  /** One turn of the task: begins what is due, and does not wait for its end. */
  run: () => Promise<void>;
  /** Ends what is under way; it is sent again by whoever comes next. */
  stop: () => Promise<void>;
}

const AT_ONCE = 64;
const PER_ENDPOINT = 4;
const PER_ORG = 16;
/** Beyond an attempt's own time: to read what is sent, and to record what came of it. */
const LEASE_MARGIN_MS = 30_000;

/** Sends webhooks: many at once, few at one endpoint, so that one that is slow holds back nobody else's. */
export function createWebhookSender(context: DeliverContext): WebhookSender {
  const { log, timeoutMs } = context;
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();

  async function send(claimed: ClaimedDelivery): Promise<void> {
    try {
      const result = await context.attempt(claimed, stopping.signal);
      if (result === 'interrupted') await context.giveBack(claimed);
      else if (result !== 'dropped') context.onAttempt(result);
    } catch (error) {
      log.warn(
        { deliveryId: claimed.id, err: { message: String(error) } },
        'an attempt was not recorded, it is made again',
      );
    }
  }

  function begin(claimed: ClaimedDelivery): void {
    const work = send(claimed).finally(() => {
      underWay.delete(work);
      if (!stopping.signal.aborted) context.wake();
    });
    underWay.add(work);
  }

  return {
    run: async () => {
      const free = AT_ONCE - underWay.size;
      if (free <= 0 || stopping.signal.aborted) return;
      const leaseMs = timeoutMs + LEASE_MARGIN_MS;
      const claimed = await context.claim({ free, perEndpoint: PER_ENDPOINT, perOrg: PER_ORG, leaseMs });
      for (const one of claimed) begin(one);
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(underWay);
    },
  };
}
