import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SealedParts } from '../model/sealed.ts';
import { deriveKey, keyIdOf, type KeyPurpose } from './keys.ts';

interface Encrypted {
  iv: Buffer;
  ct: Buffer;
  tag: Buffer;
}

function encrypt(key: Buffer, plain: Buffer, aad: Buffer): Encrypted {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(aad);
  const ct = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { iv, ct, tag: cipher.getAuthTag() };
}

function decrypt(key: Buffer, { iv, ct, tag }: Encrypted, aad: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(aad).setAuthTag(tag);
  return Buffer.concat([decipher.update(ct), decipher.final()]);
}

/** Seals text: AES-256-GCM under a fresh data key, which is wrapped by the key derived from `secret`. It opens for the same `aad` alone. */
export function seal(plain: string, aad: Buffer, secret: string, purpose: KeyPurpose): SealedParts {
  const dataKey = randomBytes(32);
  const wrapped = encrypt(deriveKey(secret, purpose), dataKey, aad);
  const { iv, ct, tag } = encrypt(dataKey, Buffer.from(plain), aad);
  return {
    v: 1,
    kid: keyIdOf(secret),
    wrappedKey: Buffer.concat([wrapped.iv, wrapped.tag, wrapped.ct]).toString('base64url'),
    iv: iv.toString('base64url'),
    ct: ct.toString('base64url'),
    tag: tag.toString('base64url'),
  };
}

/** The text that was sealed. Throws where the key, the `aad` or a single bit is another. */
export function unseal(sealed: SealedParts, aad: Buffer, secret: string, purpose: KeyPurpose): string {
  const part = (text: string): Buffer => Buffer.from(text, 'base64url');
  const wrapped = part(sealed.wrappedKey);
  const dataKey = decrypt(
    deriveKey(secret, purpose),
    { iv: wrapped.subarray(0, 12), tag: wrapped.subarray(12, 28), ct: wrapped.subarray(28) },
    aad,
  );
  return decrypt(dataKey, { iv: part(sealed.iv), ct: part(sealed.ct), tag: part(sealed.tag) }, aad).toString('utf8');
}
