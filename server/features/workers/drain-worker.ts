import type { Redis } from 'ioredis';
import { AppError } from '@sri/shared/errors.ts';
import { DRAIN_TTL_SECONDS, type RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import type { Database } from '../../db/transaction.ts';
import { notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { workersUnknown } from './heartbeats.ts';
import type { MayDrain } from './may-drain.ts';

export interface DrainContext {
  db: Database;
  redis: Redis;
  keys: RedisKeys;
  mayDrain: MayDrain;
}

function shared(): AppError {
  return new AppError('workers_shared', 'This worker serves several organisations.', {
    hint: 'Whoever runs the installation may drain it, from the organisation that OPERATOR_ORG_ID names.',
  });
}

/**
 * Asks a worker to take nothing new (`drain`), or takes that back. It notices with its next heartbeat, within 5 s. Throws
 * `workers_shared` where the installation's operator alone may, `not_found`, `redis_unavailable`.
 */
export async function setDrain(
  { db, redis, keys, mayDrain }: DrainContext,
  caller: Caller,
  workerId: string,
  drain: boolean,
): Promise<void> {
  const { orgId, userId: actorId } = caller;
  const asked = async (): Promise<boolean> => {
    if ((await redis.exists(keys.heartbeat(workerId))) === 0) throw notFound('There is no such worker.');
    if ((await mayDrain(caller)) !== 'yes') throw shared();
    if (!drain) return (await redis.del(keys.drain(workerId))) === 1;
    return (await redis.set(keys.drain(workerId), actorId, 'EX', DRAIN_TTL_SECONDS, 'NX')) === 'OK';
  };
  const changed = await asked().catch((error: unknown) => {
    throw error instanceof AppError ? error : workersUnknown(error);
  });
  if (!changed) return;
  const action = drain ? 'worker.drained' : 'worker.resumed';
  await db.inOrg(orgId, (sql) => recordAudit(sql, { orgId, actorId, action, subject: workerId }));
}
