import type { Redis } from 'ioredis';
import { AppError } from '@sri/shared/errors.ts';
import { SESSION_TTL_SECONDS } from '@sri/shared/model/session.ts';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import type { SessionOwner } from '@sri/shared/node/session-seal.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';

/** What stands under an account's session key, unread. */
export interface StoredSession {
  text: string;
  /** SHA-256 of exactly these bytes: what a hold on the account is bound to. */
  digest: string;
  /** Seconds until Redis drops it; null: set without an end. */
  ttlSeconds: number | null;
}

/** How the key was before a change, to put it back where the change is given up. */
export type Undo = () => Promise<void>;

function redisAway(cause: unknown): AppError {
  return new AppError('redis_unavailable', 'The session could not be reached: Redis does not answer.', {
    hint: 'Nothing was changed. Try again in a few seconds; if it lasts, look at /ready.',
    cause,
    retryAfterSeconds: 5,
  });
}

/** What `work` gives; whatever Redis says against it is `redis_unavailable`. */
export async function orAway<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof AppError ? cause : redisAway(cause);
  }
}

/** The stored session of an account; undefined where there is none. Throws `redis_unavailable`. */
export async function readStoredSession(
  redis: Redis,
  keys: RedisKeys,
  { orgId, userId, provider }: SessionOwner,
): Promise<StoredSession | undefined> {
  const key = keys.session(orgId, userId, provider);
  const [text, ttl] = await orAway(() => Promise.all([redis.get(key), redis.ttl(key)]));
  if (text === null) return undefined;
  return { text, digest: sha256Hex(text), ttlSeconds: ttl < 0 ? null : ttl };
}

/**
 * Writes the session with its lifetime (null: removes it) and gives back how to undo that: the former one returns with
 * the rest of its lifetime, unless somebody has written since. Throws `redis_unavailable`; then nothing was changed.
 */
export async function putStoredSession(
  redis: Redis,
  keys: RedisKeys,
  owner: SessionOwner,
  text: string | null,
  ttlSeconds = SESSION_TTL_SECONDS,
): Promise<Undo> {
  const key = keys.session(owner.orgId, owner.userId, owner.provider);
  const before = await readStoredSession(redis, keys, owner);
  await orAway<unknown>(() => (text === null ? redis.del(key) : redis.set(key, text, 'EX', ttlSeconds)));
  return async () => {
    if ((await redis.get(key)) !== text) return;
    if (before === undefined) await redis.del(key);
    else if (before.ttlSeconds === null) await redis.set(key, before.text);
    else await redis.set(key, before.text, 'EX', Math.max(1, before.ttlSeconds));
  };
}
