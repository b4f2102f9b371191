import { hkdfSync } from 'node:crypto';

/** Shortest secret that is accepted, in characters. */
export const MIN_SECRET_LENGTH = 32;

/** The example that the integration guide prints: everybody knows it. */
const GUIDE_EXAMPLE = 'a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0u1v2w3x4y5z6';

/** True for a secret that stands in public; good for a first try, refused in production. */
export function isKnownSecret(secret: string): boolean {
  return secret === GUIDE_EXAMPLE;
}

/** Purposes for which keys are derived from a secret; SCRIPT_SIGNING_SECRET itself signs scripts and nothing else (R46). */
export const KEY_PURPOSES = [
  'key-id',
  'job-ticket',
  'proof-ticket',
  'session-wrap',
  'secret-wrap',
  'refresh-successor',
  'known-device',
  'manifest-signature',
] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

const derived = new Map<string, Buffer>();
/** A process has two secrets or three; only tests have more. */
const KEPT_KEYS = 100;

/** A 256-bit key for one purpose, by HKDF-SHA-256 (RFC 5869) with the purpose as info. Not to be written to. */
export function deriveKey(secret: string, purpose: KeyPurpose): Buffer {
  const name = `${purpose} ${secret}`;
  const known = derived.get(name);
  if (known !== undefined) return known;
  const key = Buffer.from(hkdfSync('sha256', secret, 'sri', `sri/1 ${purpose}`, 32));
  if (derived.size >= KEPT_KEYS) derived.clear();
  derived.set(name, key);
  return key;
}

/** Short public name of a secret, to tell keys apart while they rotate. */
export function keyIdOf(secret: string): string {
  return deriveKey(secret, 'key-id').subarray(0, 6).toString('hex');
}
