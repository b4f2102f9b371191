import type { Redis } from 'ioredis';
import { SESSION_TTL_SECONDS, type RefreshedSession, type Session } from '@sri/shared/model/session.ts';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import { sealSession, type SessionOwner } from '@sri/shared/node/session-seal.ts';
import type { SigningKeys } from '@sri/shared/node/sign.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import type { LoadedSession } from './load-session.ts';

/** Writes the value with its lifetime if the key still holds the bytes that were read: a newer session is never overwritten. */
const SWAP = `#!lua
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1`;

export interface KeepRefreshedOptions {
  redis: Redis;
  keys: RedisKeys;
  owner: SessionOwner;
  sessionKeys: SigningKeys | undefined;
}

/**
 * Stores what a run made of its session on top of the very one it began with, sealed as that one was. It stays the same version: the login
 * of the same person, renewed by the portal. Returns the digest of the new value; null where another session stands there by now.
 */
export async function keepRefreshed(
  { redis, keys, owner, sessionKeys }: KeepRefreshedOptions,
  loaded: LoadedSession,
  refreshed: RefreshedSession,
): Promise<string | null> {
  const whole: Session = { ...loaded.session, ...refreshed, refreshedAt: Date.now() };
  const value = JSON.stringify(
    loaded.sealed && sessionKeys !== undefined ? sealSession(whole, owner, sessionKeys.current) : whole,
  );
  const key = keys.session(owner.orgId, owner.userId, owner.provider);
  const swapped = await redis.eval(SWAP, 1, key, loaded.text, value, SESSION_TTL_SECONDS);
  return swapped === 1 ? sha256Hex(value) : null;
}
