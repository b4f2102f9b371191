import type { Redis } from 'ioredis';
import { AppError } from '@sri/shared/errors.ts';
import { delay } from '@sri/shared/lang/delay.ts';
import { secretNames } from '@sri/shared/model/secret-names.ts';
import type { Step } from '@sri/shared/model/step.ts';
import { openSecret } from '@sri/shared/node/secret-seal.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import type { SessionRules } from './load-session.ts';

/** Values by name. One that is not there is left out: only the step that needs it fails. */
export type Secrets = Record<string, string>;

export interface SecretsWanted {
  orgId: string;
  steps: readonly Step[];
  /** Looking again ends here. */
  signal: AbortSignal;
}

/** A Redis that lost everything gets the secrets back from the control plane, which may take longer than the job did. */
const AGAIN_AFTER_MS = [100, 400, 1000, 1500];

async function find(redis: Redis, key: string, names: readonly string[]): Promise<(string | null)[]> {
  try {
    return await redis.hmget(key, ...names);
  } catch (cause) {
    throw new AppError('redis_unavailable', 'Redis no responde', { hint: 'Se vuelve a intentar solo.', cause });
  }
}

/** The organisation's secrets that the steps name, opened. Throws `redis_unavailable`. */
export async function loadSecrets(
  redis: Redis,
  keys: RedisKeys,
  { orgId, steps, signal }: SecretsWanted,
  { sessionKeys, production }: SessionRules,
): Promise<Secrets> {
  const names = secretNames(steps);
  if (names.length === 0) return {};
  const key = keys.orgSecrets(orgId);
  let stored = await find(redis, key, names);
  for (const ms of AGAIN_AFTER_MS) {
    if (!stored.includes(null) || signal.aborted) break;
    await delay(ms, signal);
    stored = await find(redis, key, names);
  }
  const secrets: Secrets = {};
  for (const [index, name] of names.entries()) {
    const text = stored[index] ?? null;
    const value =
      text === null ? null : openSecret(text, { orgId, name }, { keys: sessionKeys, acceptPlain: !production });
    if (value !== null) secrets[name] = value;
  }
  return secrets;
}
