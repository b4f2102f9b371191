import type { Redis } from 'ioredis';
import { AppError } from '@sri/shared/errors.ts';
import { resealSecret } from '@sri/shared/node/secret-seal.ts';
import type { SigningKeys } from '@sri/shared/node/sign.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import type { Database, RelayDatabase, Sql } from '../../db/transaction.ts';
import { findSealed, findSecretOrgs, replaceSeal } from './secret-store.ts';

/** The copy of the organisations' secrets in Redis, from which workers take them. Postgres is the record. */
export interface SecretCopies {
  /** One secret as it is now; null: it is gone. Throws `redis_unavailable`. */
  put: (orgId: string, name: string, sealed: string | null) => Promise<void>;
  /** Makes an organisation's copy what the record says, where it is not, and seals anew what a former key sealed. Throws what Redis and Postgres throw. */
  restore: (orgId: string) => Promise<void>;
  /** The same for every organisation that has secrets. */
  restoreAll: () => Promise<void>;
}

export interface SecretCopiesContext {
  db: Database;
  relay: RelayDatabase;
  /** SESSION_ENCRYPTION_KEY and the one before it. */
  sessionKeys: SigningKeys | undefined;
  redis: Redis;
  keys: RedisKeys;
}

/** Organisations at once. */
const AT_ONCE = 16;

export function createSecretCopies({ db, relay, redis, keys, sessionKeys }: SecretCopiesContext): SecretCopies {
  /** The record, all of it under the current key: the one before it goes one day, and these stay. */
  async function recordUnderOneKey(sql: Sql, orgId: string): Promise<Map<string, string>> {
    const record = await findSealed(sql);
    for (const [name, sealed] of record) {
      const fresh = resealSecret(sealed, { orgId, name }, sessionKeys);
      if (fresh === null) continue;
      await replaceSeal(sql, name, sealed, fresh);
      record.set(name, fresh);
    }
    return record;
  }
  async function restore(orgId: string): Promise<void> {
    const key = keys.orgSecrets(orgId);
    const copy = await redis.hgetall(key);
    // The record is read last: what is written meanwhile is newer in both.
    const record = await db.inOrg(orgId, (sql) => recordUnderOneKey(sql, orgId));
    const stale = Object.keys(copy).filter((name) => !record.has(name));
    const missing = [...record].filter(([name, sealed]) => copy[name] !== sealed);
    if (stale.length > 0) await redis.hdel(key, ...stale);
    if (missing.length > 0) await redis.hset(key, Object.fromEntries(missing));
  }

  return {
    put: async (orgId, name, sealed) => {
      const key = keys.orgSecrets(orgId);
      try {
        await (sealed === null ? redis.hdel(key, name) : redis.hset(key, name, sealed));
      } catch (cause) {
        throw new AppError(
          'redis_unavailable',
          'The secret could not be handed to the workers: Redis does not answer.',
          {
            hint: 'Nothing was changed. Try again in a few seconds; if it lasts, look at /ready.',
            cause,
            retryAfterSeconds: 5,
          },
        );
      }
    },
    restore,
    restoreAll: async () => {
      const orgs = await findSecretOrgs(relay);
      for (let start = 0; start < orgs.length; start += AT_ONCE)
        await Promise.all(orgs.slice(start, start + AT_ONCE).map(restore));
    },
  };
}
