import type { Redis } from 'ioredis';
import type { RedisKeys } from '../protocol/redis-keys.ts';
import { newRound, type Round, takeTurn } from './fair-turn.ts';
import { isFull, queueError, type RunScript } from './run-script.ts';
import type { Scripts } from './scripts.ts';

/*
 * The ring: the organisations whose list is not empty. It lies in another slot than any list, so nothing is atomic over
 * both. Three rules keep it right: who fills an empty list joins; who finds a list empty leaves, and joins again if the
 * list was filled meanwhile; the control plane repairs each second, which also serves after the loss of Redis.
 */
export interface Ring {
  /** Puts the organisation in, unless it is there, and wakes workers. */
  join(orgId: string): Promise<void>;
  leave(orgId: string): Promise<void>;
  next(): Promise<string | null>;
  length(): Promise<number>;
  repair(orgIds: readonly string[]): Promise<void>;
}

const REPAIR_BATCH = 500;

export function createRing(
  redis: Redis,
  keys: RedisKeys,
  scripts: Scripts,
  run: RunScript,
  random = Math.random,
): Ring {
  let round: Round = [];

  async function join(orgId: string): Promise<void> {
    await run(scripts['join-ring'], [keys.ring], [orgId, keys.wake]);
  }

  async function leave(orgId: string): Promise<void> {
    // From the tail: there the claimer's own turn has just put it.
    await redis.lrem(keys.ring, -1, orgId);
    if ((await redis.llen(keys.orgJobs(orgId))) > 0) await join(orgId);
  }

  async function nextOfCopy(): Promise<string | null> {
    if (round.length === 0) round = newRound(await redis.lrange(keys.ring, 0, -1), random);
    const { orgId, rest } = takeTurn(round);
    round = rest;
    return orgId;
  }

  async function next(): Promise<string | null> {
    try {
      const orgId = await redis.lmove(keys.ring, keys.ring, 'LEFT', 'RIGHT');
      round = [];
      return orgId;
    } catch (error) {
      if (!isFull(error)) throw error;
      return nextOfCopy();
    }
  }

  async function repair(orgIds: readonly string[]): Promise<void> {
    const inRing = new Set(await redis.lrange(keys.ring, 0, -1));
    const missing = orgIds.filter((orgId) => !inRing.has(orgId));
    for (let start = 0; start < missing.length; start += REPAIR_BATCH) {
      const batch = missing.slice(start, start + REPAIR_BATCH);
      const lengths = await Promise.all(batch.map((orgId) => redis.llen(keys.orgJobs(orgId))));
      for (const [index, orgId] of batch.entries()) if ((lengths[index] ?? 0) > 0) await join(orgId);
    }
  }

  return {
    join,
    leave: (orgId) => orUnavailable(leave(orgId)),
    next: () => orUnavailable(next()),
    length: () => orUnavailable(redis.llen(keys.ring)),
    repair: (orgIds) => orUnavailable(repair(orgIds)),
  };
}

/** The same promise, failing with the error that callers of the queue know. */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw queueError(error);
  }
}
