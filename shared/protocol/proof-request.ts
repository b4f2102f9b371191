import { z } from 'zod';
import { idSchema } from '../model/ids.ts';
import { slugSchema } from '../model/names.ts';

/** Seconds for which the state of a proof is kept. */
export const PROOF_TTL_SECONDS = 600;
/** Seconds after which a proof that nobody took, or whose worker went silent, counts as lost. */
export const PROOF_PATIENCE_SECONDS = 120;
/** Proofs that may wait at a time, of all organisations together. */
export const MAX_WAITING_PROOFS = 100;

/** One element of the list of proofs: which account's session a worker is to try, and where. References only. */
export const proofRequestSchema = z.object({
  v: z.literal(1),
  proofId: idSchema,
  orgId: idSchema,
  userId: idSchema,
  provider: slugSchema,
  portal: z.object({ baseUrl: z.string().nullable(), loginUrl: z.string().nullable(), domains: z.array(z.string()) }),
  /** ms since the epoch; later nobody begins it. */
  expires: z.number().int(),
  /** HMAC of the rest: whoever can write to Redis cannot send a worker anywhere (R45). */
  mac: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ProofRequest = z.infer<typeof proofRequestSchema>;
