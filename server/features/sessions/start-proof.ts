import type { Redis } from 'ioredis';
import { AppError } from '@sri/shared/errors.ts';
import { newId } from '@sri/shared/model/ids.ts';
import type { ProofState } from '@sri/shared/model/session-proof.ts';
import { signProofRequest } from '@sri/shared/node/proof-ticket.ts';
import { MAX_WAITING_PROOFS, PROOF_PATIENCE_SECONDS, PROOF_TTL_SECONDS } from '@sri/shared/protocol/proof-request.ts';
import { notFound } from '../../http/route.ts';
import { findProvider } from '../providers/provider-store.ts';
import type { SessionContext } from './session-context.ts';
import type { AccountKey } from './session-lives.ts';
import { orAway } from './stored-session.ts';

async function refuseWhenFull(redis: Redis, list: string): Promise<void> {
  if ((await redis.llen(list)) < MAX_WAITING_PROOFS) return;
  throw new AppError('queue_full', 'Too many sessions wait for a worker to try them.', {
    hint: 'Try again in a minute.',
    retryAfterSeconds: 60,
  });
}

/**
 * Asks the workers to try an account's session at its portal; the answer is the id to ask with. One at a time for an
 * account: while one is under way, that one's id. Throws `not_found`, `queue_full`, `redis_unavailable`.
 */
export async function startProof(
  context: SessionContext,
  { orgId, userId }: Pick<AccountKey, 'orgId' | 'userId'>,
  providerId: string,
): Promise<string> {
  const { db, redis, keys, signing } = context;
  const provider = await db.inOrg(orgId, (sql) => findProvider(sql, providerId));
  if (provider === undefined) throw notFound('There is no such provider.');
  const { slug, baseUrl, loginUrl, domains } = provider;
  return orAway(async () => {
    if ((await redis.exists(keys.session(orgId, userId, slug))) === 0) throw notFound('No session is stored.');
    await refuseWhenFull(redis, keys.proofs);
    const proofId = newId();
    const underWay = keys.proofUnderWay(orgId, userId, slug);
    const won = await redis.set(underWay, proofId, 'EX', PROOF_PATIENCE_SECONDS, 'NX');
    if (won === null) return (await redis.get(underWay)) ?? proofId;
    const request = signProofRequest(
      {
        v: 1,
        proofId,
        orgId,
        userId,
        provider: slug,
        portal: { baseUrl, loginUrl, domains },
        expires: Date.now() + PROOF_PATIENCE_SECONDS * 1000,
      },
      signing,
    );
    const waiting: ProofState = { state: 'waiting' };
    await redis.set(keys.proof(orgId, userId, proofId), JSON.stringify(waiting), 'EX', PROOF_TTL_SECONDS);
    await redis.rpush(keys.proofs, JSON.stringify(request));
    await redis.publish(keys.wake, orgId);
    return proofId;
  });
}
