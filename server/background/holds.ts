import { accountOf, type Queue } from '@sri/shared/queue/queue-contract.ts';
import type { AccountId, WaitingAccount } from '../features/jobs/held-accounts.ts';
import { inGroups } from './in-groups.ts';

export interface HoldContext {
  queue: Pick<Queue, 'heldAccounts' | 'hold' | 'release'>;
  findWaiting: (only?: AccountId) => Promise<WaitingAccount[]>;
  /** Queues again what waited for another session than this one. */
  releaseWaiting: (account: AccountId, newDigest: string) => Promise<number>;
  /** SHA-256 of what stands under the account's session key; null where nothing does. */
  sessionDigest: (account: AccountId) => Promise<string | null>;
  activeOrgs: () => string[];
  outboxFilled: () => void;
}

/** A held account as both sides see it. */
interface Hold extends AccountId {
  /** Digests that executions in `needs_login` wait on. */
  waiting: string[];
  /** Digest that the queue holds it by. */
  held: string | undefined;
}

const AT_ONCE = 8;
const ACCOUNT = /^([0-9a-f-]{36}):([a-z0-9-]+)$/i;

/**
 * A hold on an account is bound to the session value that met the login page. It ends when the session key holds other
 * bytes, whoever wrote them; while it holds the same ones, or none, the executions wait, also after Redis lost the hold.
 */
export function createHolds({
  queue,
  findWaiting,
  releaseWaiting,
  sessionDigest,
  activeOrgs,
  outboxFilled,
}: HoldContext) {
  async function settle(hold: Hold): Promise<void> {
    const { orgId, userId, provider, waiting, held } = hold;
    const account = accountOf(userId, provider);
    const current = await sessionDigest(hold);
    const met = held === undefined ? waiting : [...waiting, held];
    if (current !== null && !met.includes(current)) {
      if (waiting.length > 0 && (await releaseWaiting(hold, current)) > 0) outboxFilled();
      if (held !== undefined) await queue.release(orgId, account, held);
      return;
    }
    const binding = current ?? waiting.at(-1);
    if (binding !== undefined && waiting.length > 0 && held === undefined) await queue.hold(orgId, account, binding);
  }

  async function holdsOf(orgId: string, waiting: readonly WaitingAccount[]): Promise<Hold[]> {
    const held = await queue.heldAccounts(orgId);
    const holds = waiting.map(({ digests, ...account }): Hold => {
      return { ...account, waiting: digests, held: held[accountOf(account.userId, account.provider)] };
    });
    const known = new Set(waiting.map(({ userId, provider }) => accountOf(userId, provider)));
    for (const [account, digest] of Object.entries(held)) {
      const [, userId, provider] = ACCOUNT.exec(account) ?? [];
      if (known.has(account) || userId === undefined || provider === undefined) continue;
      holds.push({ orgId, userId, provider, waiting: [], held: digest });
    }
    return holds;
  }

  return {
    run: async (): Promise<void> => {
      const byOrg = Map.groupBy(await findWaiting(), (account) => account.orgId);
      const orgIds = [...new Set([...byOrg.keys(), ...activeOrgs()])];
      await inGroups(orgIds, AT_ONCE, async (orgId) => {
        for (const hold of await holdsOf(orgId, byOrg.get(orgId) ?? [])) await settle(hold);
      });
    },
    /** One account, now: its session may have changed, or a job of it was just made. */
    check: async (account: AccountId): Promise<void> => {
      const holds = await holdsOf(account.orgId, await findWaiting(account));
      const mine = holds.find((hold) => hold.userId === account.userId && hold.provider === account.provider);
      if (mine !== undefined) await settle(mine);
    },
  };
}
