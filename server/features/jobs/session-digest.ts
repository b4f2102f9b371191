import type { Redis } from 'ioredis';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';

/** SHA-256 of what stands under an account's session key; null where nothing does. Throws when Redis is away. */
export async function readSessionDigest(
  redis: Redis,
  keys: RedisKeys,
  { orgId, userId, provider }: { orgId: string; userId: string; provider: string },
): Promise<string | null> {
  const value = await redis.get(keys.session(orgId, userId, provider));
  return value === null ? null : sha256Hex(value);
}
