import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';

/*
 * free ──take──> held ──take or renew by its holder──> held for HOLD_MS more
 *   ^              ├──give by its holder──┐
 *   └──────────────┴──HOLD_MS go by───────┘
 */
const holdSchema = z.object({ id: z.string(), userId: z.string(), name: z.string() });
export type Hold = z.infer<typeof holdSchema> & { forMs: number };

export interface HoldStore {
  /** The hold that counts now: the caller's new one, or that of whoever has it. */
  take(jobId: string, user: { userId: string; name: string }): Promise<Hold>;
  /** Null where the caller does not have it. */
  renew(jobId: string, userId: string): Promise<Hold | null>;
  /** True where the caller had it. */
  give(jobId: string, userId: string): Promise<boolean>;
  find(jobId: string): Promise<Hold | null>;
}

/** How long control lasts without being renewed. */
export const HOLD_MS = 5 * 60_000;

/**
 * keys   1 hold of a job
 * ARGV   1 user id  2 what to do: take, renew, give  3 the new hold as JSON (take)  4 ms
 * Result the hold as JSON and its ms, or nothing where there is none after it
 */
const CHANGE = `
local now = redis.call('GET', KEYS[1])
local mine = now and cjson.decode(now).userId == ARGV[1]
if ARGV[2] == 'take' and (mine or not now) then
  redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4])
elseif ARGV[2] == 'renew' and mine then
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
elseif ARGV[2] == 'give' and mine then
  redis.call('DEL', KEYS[1])
  return { now, 0 }
elseif ARGV[2] ~= 'take' then
  return {}
end
return { redis.call('GET', KEYS[1]), redis.call('PTTL', KEYS[1]) }`;

function parse(text: unknown, ms: unknown): Hold | null {
  if (typeof text !== 'string' || typeof ms !== 'number') return null;
  return { ...holdSchema.parse(JSON.parse(text)), forMs: Math.max(1, ms) };
}

/** Who has control of which execution's browser, in Redis. */
export function createHoldStore(redis: Redis, keys: RedisKeys): HoldStore {
  async function change(jobId: string, userId: string, act: string, fresh = ''): Promise<Hold | null> {
    const answer: unknown = await redis.eval(CHANGE, 1, keys.jobHold(jobId), userId, act, fresh, HOLD_MS);
    const [text, ms] = Array.isArray(answer) ? (answer as unknown[]) : [];
    return parse(text, ms);
  }
  return {
    take: async (jobId, { userId, name }) => {
      const fresh = { id: randomUUID(), userId, name };
      return (await change(jobId, userId, 'take', JSON.stringify(fresh))) ?? { ...fresh, forMs: HOLD_MS };
    },
    renew: (jobId, userId) => change(jobId, userId, 'renew'),
    give: async (jobId, userId) => (await change(jobId, userId, 'give')) !== null,
    find: async (jobId) => {
      const [[, text] = [], [, ms] = []] =
        (await redis.multi().get(keys.jobHold(jobId)).pttl(keys.jobHold(jobId)).exec()) ?? [];
      return parse(text, ms);
    },
  };
}
