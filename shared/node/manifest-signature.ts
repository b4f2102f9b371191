import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';
import type { Manifest, ManifestBody } from '../model/manifest.ts';
import { sha256Hex } from './digest.ts';
import { deriveKey } from './keys.ts';
import type { SigningKeys } from './sign.ts';

/*
 * Manifests are signed with Ed25519, by a key whose seed is derived from SCRIPT_SIGNING_SECRET for this purpose alone (R46). Whoever
 * verifies needs the public half only: an auditor can be given it, and can sign nothing with it. The worker that writes the manifest holds
 * the secret, so the limit of R48 stays: it shows what was changed after the worker wrote it, and is no shield against a taken worker.
 */

// PKCS #8 and SPKI around a raw Ed25519 key (RFC 8410).
const PRIVATE_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

function privateKey(secret: string): KeyObject {
  const key = Buffer.concat([PRIVATE_HEAD, deriveKey(secret, 'manifest-signature')]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** A key that manifests are verified with: its 32 bytes as 64 hex digits, and the id that they give. */
export interface ManifestKey {
  keyId: string;
  publicKey: string;
}

/** A public key with its id, the first 12 hex digits of its SHA-256. */
export function publicManifestKey(publicKey: string): ManifestKey {
  return { keyId: sha256Hex(Buffer.from(publicKey, 'hex')).slice(0, 12), publicKey };
}

/** The public half for a secret, which may be told to anybody. */
export function manifestKey(secret: string): ManifestKey {
  const spki = createPublicKey(privateKey(secret)).export({ format: 'der', type: 'spki' });
  return publicManifestKey(spki.subarray(PUBLIC_HEAD.length).toString('hex'));
}

/** The keys of all accepted secrets, the current one first. */
export function manifestKeys({ current, previous }: SigningKeys): ManifestKey[] {
  return [current, previous].filter((secret) => secret !== undefined).map(manifestKey);
}

/** Signs a manifest with the current key. */
export function signManifest(body: ManifestBody, { current }: SigningKeys): Manifest {
  const value = sign(null, Buffer.from(canonicalJson(body)), privateKey(current)).toString('base64');
  return { ...body, signature: { algorithm: 'Ed25519', keyId: manifestKey(current).keyId, value } };
}

/** True where one of the keys signed exactly this manifest. The key id only names a key for people; it is not trusted. */
export function manifestHolds({ signature, ...body }: Manifest, publicKeys: readonly string[]): boolean {
  const data = Buffer.from(canonicalJson(body));
  const value = Buffer.from(signature.value, 'base64');
  return publicKeys.some((hex) => {
    const key = Buffer.concat([PUBLIC_HEAD, Buffer.from(hex, 'hex')]);
    return verify(null, data, createPublicKey({ key, format: 'der', type: 'spki' }), value);
  });
}
