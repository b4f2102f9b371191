import { proofStateSchema, type ProofState } from '@sri/shared/model/session-proof.ts';
import { PROOF_PATIENCE_SECONDS, PROOF_TTL_SECONDS } from '@sri/shared/protocol/proof-request.ts';
import { notFound } from '../../http/route.ts';
import type { SessionContext } from './session-context.ts';
import type { AccountKey } from './session-lives.ts';
import { orAway } from './stored-session.ts';

/** How a proof of an account's session stands; `lost` when nobody answered in time. Throws `not_found`. */
export async function readProof(
  context: SessionContext,
  { orgId, userId }: Pick<AccountKey, 'orgId' | 'userId'>,
  proofId: string,
): Promise<ProofState> {
  const { redis, keys } = context;
  const key = keys.proof(orgId, userId, proofId);
  const [text, ttl] = await orAway(() => Promise.all([redis.get(key), redis.ttl(key)]));
  if (text === null) throw notFound('There is no such proof.');
  const state = proofStateSchema.parse(JSON.parse(text));
  const age = PROOF_TTL_SECONDS - ttl;
  return state.state !== 'done' && age > PROOF_PATIENCE_SECONDS ? { state: 'lost' } : state;
}
