import { accountOf, type Queue } from '@sri/shared/queue/queue-contract.ts';
import {
  isBlockHold,
  isGuardHold,
  type AccountFilter,
  type AccountId,
  type BlockedAccount,
  type WaitingAccount,
} from '../features/jobs/held-accounts.ts';
import { inGroups } from './in-groups.ts';

export interface HoldContext {
  queue: Pick<Queue, 'heldAccounts' | 'hold' | 'release'>;
  findWaiting: (only?: AccountFilter) => Promise<WaitingAccount[]>;
  findBlocked: (only?: AccountFilter) => Promise<BlockedAccount[]>;
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
  /** What it is to be held by while nothing of it may start. */
  block: string | undefined;
  /** What the queue holds it by: a digest, or a block. */
  held: string | undefined;
}

const AT_ONCE = 8;
const ACCOUNT = /^([0-9a-f-]{36}):([a-z0-9-]+)$/i;

/**
 * An account is held for one of two reasons. Its session met the login page: bound to that session's value, this ends when
 * the key holds other bytes, whoever wrote them; while it holds the same ones, or none, the executions wait. Its portal is
 * paused, or the portal refused its logins: ends with that very block, and goes before the other; while the logins are refused, a
 * new session releases nothing. All also after Redis lost the hold.
 */
export function createHolds({
  queue,
  findWaiting,
  findBlocked,
  releaseWaiting,
  sessionDigest,
  activeOrgs,
  outboxFilled,
}: HoldContext) {
  async function settle(hold: Hold): Promise<void> {
    const { orgId, userId, provider, waiting, block, held } = hold;
    const account = accountOf(userId, provider);
    const met = held === undefined || isBlockHold(held) ? waiting : [...waiting, held];
    const current = await sessionDigest(hold);
    const renewed = current !== null && !met.includes(current);
    const guarded = block !== undefined && isGuardHold(block);
    if (renewed && !guarded && waiting.length > 0 && (await releaseWaiting(hold, current)) > 0) outboxFilled();
    if (block !== undefined) {
      if (held !== block) await queue.hold(orgId, account, block);
      return;
    }
    const binding = renewed || waiting.length === 0 ? undefined : (current ?? waiting.at(-1));
    const over = held !== undefined && (renewed || isBlockHold(held));
    if (binding !== undefined && (held === undefined || over)) await queue.hold(orgId, account, binding);
    else if (over) await queue.release(orgId, account, held);
  }

  async function holdsOf(
    orgId: string,
    waiting: readonly WaitingAccount[],
    blocked: readonly BlockedAccount[],
  ): Promise<Hold[]> {
    const holds = new Map<string, Hold>();
    const holdOf = ({ userId, provider }: Omit<AccountId, 'orgId'>): Hold => {
      const account = accountOf(userId, provider);
      const known = holds.get(account) ?? { orgId, userId, provider, waiting: [], block: undefined, held: undefined };
      holds.set(account, known);
      return known;
    };
    for (const account of waiting) holdOf(account).waiting = account.digests;
    for (const account of blocked) holdOf(account).block = account.block;
    for (const [account, held] of Object.entries(await queue.heldAccounts(orgId))) {
      const [, userId, provider] = ACCOUNT.exec(account) ?? [];
      if (userId !== undefined && provider !== undefined) holdOf({ userId, provider }).held = held;
    }
    return [...holds.values()];
  }

  return {
    run: async (): Promise<void> => {
      const waiting = Map.groupBy(await findWaiting(), ({ orgId }) => orgId);
      const blocked = Map.groupBy(await findBlocked(), ({ orgId }) => orgId);
      const orgIds = [...new Set([...waiting.keys(), ...blocked.keys(), ...activeOrgs()])];
      await inGroups(orgIds, AT_ONCE, async (orgId) => {
        for (const hold of await holdsOf(orgId, waiting.get(orgId) ?? [], blocked.get(orgId) ?? [])) await settle(hold);
      });
    },
    /** One account, now: its session may have changed, or a job of it was just made. */
    check: async (account: AccountId): Promise<void> => {
      const holds = await holdsOf(account.orgId, await findWaiting(account), await findBlocked(account));
      const mine = holds.find((hold) => hold.userId === account.userId && hold.provider === account.provider);
      if (mine !== undefined) await settle(mine);
    },
    /** All of an organisation, now: a portal was paused or resumed. */
    checkOrg: async (orgId: string): Promise<void> => {
      for (const hold of await holdsOf(orgId, await findWaiting({ orgId }), await findBlocked({ orgId }))) {
        await settle(hold);
      }
    },
  };
}
