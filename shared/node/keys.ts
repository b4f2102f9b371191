import { hkdfSync } from 'node:crypto';

/** Shortest secret that is accepted, in characters. */
export const MIN_SECRET_LENGTH = 32;

/** Purposes for which keys are derived from a secret; SCRIPT_SIGNING_SECRET itself signs scripts and nothing else (R46). */
export type KeyPurpose = 'key-id' | 'job-ticket' | 'session-wrap';

/** A 256-bit key for one purpose, by HKDF-SHA-256 (RFC 5869) with the purpose as info. */
export function deriveKey(secret: string, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'sri', `sri/1 ${purpose}`, 32));
}

/** Short public name of a secret, to tell keys apart while they rotate. */
export function keyIdOf(secret: string): string {
  return deriveKey(secret, 'key-id').subarray(0, 6).toString('hex');
}
