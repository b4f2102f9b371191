import { z } from 'zod';

/** A sealed value: a data key wrapped under the key that `kid` names, and what was encrypted with it. All parts base64url. */
export const sealedPartsSchema = z.object({
  v: z.literal(1),
  kid: z.string(),
  wrappedKey: z.string(),
  iv: z.string(),
  ct: z.string(),
  tag: z.string(),
});
export type SealedParts = z.infer<typeof sealedPartsSchema>;
