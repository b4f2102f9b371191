import { canonicalJson } from '../canonical-json.ts';
import type { ProofRequest } from '../protocol/proof-request.ts';
import { deriveKey } from './keys.ts';
import { equalHex, hmacHex, type SigningKeys } from './sign.ts';

function macOf(request: Omit<ProofRequest, 'mac'>, secret: string): string {
  return hmacHex(deriveKey(secret, 'proof-ticket'), canonicalJson(request));
}

/** The request with its signature, by the current key. */
export function signProofRequest(request: Omit<ProofRequest, 'mac'>, keys: SigningKeys): ProofRequest {
  return { ...request, mac: macOf(request, keys.current) };
}

/** True where one of the accepted keys signed exactly this request and its time is not over. */
export function proofRequestHolds({ mac, ...rest }: ProofRequest, keys: SigningKeys, now = Date.now()): boolean {
  const secrets = [keys.current, keys.previous].filter((secret) => secret !== undefined);
  return rest.expires >= now && secrets.map((secret) => equalHex(macOf(rest, secret), mac)).includes(true);
}
