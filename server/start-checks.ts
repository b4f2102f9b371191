import type { Pool } from 'pg';
import type { Redis } from 'ioredis';
import { AppError } from '@sri/shared/errors.ts';
import { delay } from '@sri/shared/lang/delay.ts';
import type { Logger } from '@sri/shared/node/logger.ts';
import { redisFaults } from './background/check-redis.ts';
import { readSchemaState, requireUsableSchema } from './db/schema-state.ts';

export interface StartParts {
  pool: Pool;
  redis: Redis;
  log: Logger;
  production: boolean;
}

const AGAIN_MS = 1000;
const CONNECT_MS = 2000;

async function checkSchema({ pool }: StartParts): Promise<boolean> {
  const state = await readSchemaState(pool);
  requireUsableSchema(state);
  return state.kind !== 'away';
}

/** R17: what of Redis' configuration would lose jobs. Production does not start with it; development is told. */
async function checkRedis({ redis, log, production }: StartParts): Promise<boolean> {
  if (redis.status !== 'ready') return false;
  const faults = await redisFaults(redis).catch(() => null);
  if (faults === null) return false;
  if (faults.length === 0) return true;
  if (production) {
    throw new AppError('config_invalid', `Redis may lose jobs: ${faults.join('; ')}`, {
      hint: "Correct Redis' configuration, then start again.",
    });
  }
  log.warn(`Redis may lose jobs: ${faults.join('; ')}`);
  return true;
}

async function connected(redis: Redis): Promise<void> {
  if (redis.status === 'ready') return;
  const patience = new AbortController();
  const ready = new Promise<void>((resolve) => void redis.once('ready', () => resolve()));
  await Promise.race([ready, delay(CONNECT_MS, patience.signal)]);
  patience.abort();
}

/** Which checks could not be made yet, because their part is away. */
export type PendingChecks = ((parts: StartParts) => Promise<boolean>)[];

/** The checks before the first request. Throws `config_invalid` for what must be put right; returns those to be made later. */
export async function checkBeforeStart(parts: StartParts): Promise<PendingChecks> {
  await connected(parts.redis);
  const pending: PendingChecks = [];
  for (const check of [checkSchema, checkRedis]) if (!(await check(parts))) pending.push(check);
  return pending;
}

/** Makes the checks that wait as soon as their parts are there. Throws like `checkBeforeStart`. */
export async function checkWhenThere(parts: StartParts, waiting: PendingChecks, signal: AbortSignal): Promise<void> {
  let pending = waiting;
  while (pending.length > 0 && !signal.aborted) {
    await delay(AGAIN_MS, signal);
    const left: PendingChecks = [];
    for (const check of pending) if (!signal.aborted && !(await check(parts))) left.push(check);
    pending = left;
  }
}
