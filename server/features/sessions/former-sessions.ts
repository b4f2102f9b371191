import { SESSION_TTL_SECONDS } from '@sri/shared/model/session.ts';
import type { SessionOwner } from '@sri/shared/node/session-seal.ts';
import { KEPT_SESSION_VERSIONS } from '@sri/shared/protocol/api/sessions.ts';
import type { SessionContext } from './session-context.ts';
import { orAway, readStoredSession } from './stored-session.ts';

/*
 * What a new session replaces is kept beside it, as it was stored (sealed where there is a key), for the rest of its own
 * lifetime: sessions live in Redis only, and none outlives its seven days. Version n of an account lies under a key of
 * its own; which ones there may be follows from the version that the account has now.
 */

/** A larger one is not kept: five of them for every account would fill Redis. In characters. */
const LARGEST = 1_000_000;

type Parts = Pick<SessionContext, 'redis' | 'keys'>;

export interface FormerSession {
  sessionVersion: number;
  text: string;
  ttlSeconds: number;
}

/** Keeps what stands under the account's key now as `sessionVersion`, and drops the oldest. Throws `redis_unavailable`. */
export async function keepFormerSession(
  { redis, keys }: Parts,
  owner: SessionOwner,
  sessionVersion: number,
): Promise<void> {
  const { orgId, userId, provider } = owner;
  const stored = await readStoredSession(redis, keys, owner);
  const keyOf = (version: number): string => keys.formerSession(orgId, userId, provider, version);
  await orAway(async () => {
    await redis.del(keyOf(sessionVersion - KEPT_SESSION_VERSIONS));
    if (stored === undefined || stored.text.length > LARGEST) return;
    await redis.set(keyOf(sessionVersion), stored.text, 'EX', Math.max(1, stored.ttlSeconds ?? SESSION_TTL_SECONDS));
  });
}

/** One former session; undefined where it is gone. Throws `redis_unavailable`. */
export async function readFormerSession(
  { redis, keys }: Parts,
  { orgId, userId, provider }: SessionOwner,
  sessionVersion: number,
): Promise<FormerSession | undefined> {
  const key = keys.formerSession(orgId, userId, provider, sessionVersion);
  const [text, ttlSeconds] = await orAway(() => Promise.all([redis.get(key), redis.ttl(key)]));
  return text === null ? undefined : { sessionVersion, text, ttlSeconds: Math.max(0, ttlSeconds) };
}

/** Those that are left before `current`, newest first. Throws `redis_unavailable`. */
export async function readFormerSessions(parts: Parts, owner: SessionOwner, current: number): Promise<FormerSession[]> {
  const versions = Array.from({ length: KEPT_SESSION_VERSIONS }, (_, index) => current - 1 - index);
  const found = await Promise.all(
    versions.filter((version) => version >= 0).map((version) => readFormerSession(parts, owner, version)),
  );
  return found.filter((former) => former !== undefined);
}

/** Forgets all of them: the account is disconnected. Throws `redis_unavailable`. */
export async function forgetFormerSessions(
  { redis, keys }: Parts,
  { orgId, userId, provider }: SessionOwner,
  current: number,
): Promise<void> {
  await orAway(async () => {
    for (let version = current; version >= Math.max(0, current - KEPT_SESSION_VERSIONS); version -= 1) {
      await redis.del(keys.formerSession(orgId, userId, provider, version));
    }
  });
}
