import type { Redis } from 'ioredis';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { orUnavailable } from '@sri/shared/queue/ring.ts';

/** Somebody put a list or a hash there: that is no session. */
function nullIfNoText(error: unknown): null {
  if (error instanceof Error && error.message.startsWith('WRONGTYPE')) return null;
  throw error;
}

/** SHA-256 of what stands under an account's session key; null where nothing does. Throws `redis_unavailable`. */
export async function readSessionDigest(
  redis: Redis,
  keys: RedisKeys,
  { orgId, userId, provider }: { orgId: string; userId: string; provider: string },
): Promise<string | null> {
  const value = await orUnavailable(redis.get(keys.session(orgId, userId, provider)).catch(nullIfNoText));
  return value === null ? null : sha256Hex(value);
}
