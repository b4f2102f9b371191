import { createHmac, timingSafeEqual } from 'node:crypto';
import { keyIdOf } from './keys.ts';

/** The secrets that are accepted now: the current one first, then the previous one while keys rotate. */
export interface SigningKeys {
  current: string;
  previous?: string | undefined;
}

/** Both secrets of a purpose; undefined where there is no current one. */
export function keysOf(current: string | undefined, previous: string | undefined): SigningKeys | undefined {
  return current === undefined ? undefined : { current, previous };
}

/** The accepted secret that has this key id, if there is one. */
export function secretOf(keys: SigningKeys, keyId: string): string | undefined {
  return [keys.current, keys.previous].find((secret) => secret !== undefined && keyIdOf(secret) === keyId);
}

/** HMAC-SHA-256 of the bytes under the secret as it is written (UTF-8), lower case hex. */
export function hmacHex(secret: string | Buffer, data: string | Uint8Array): string {
  return createHmac('sha256', secret).update(data).digest('hex');
}

/** Compares two hex texts in constant time; texts of other length are unequal. */
export function equalHex(a: string, b: string): boolean {
  const left = Buffer.from(a, 'utf8');
  const right = Buffer.from(b, 'utf8');
  return left.length === right.length && timingSafeEqual(left, right);
}

export interface Signature {
  signature: string;
  keyId: string;
}

/** Signs with the current key. */
export function sign(keys: SigningKeys, data: string | Uint8Array): Signature {
  return { signature: hmacHex(keys.current, data), keyId: keyIdOf(keys.current) };
}

/** True where one of the accepted keys made the signature. The key id only says which to try; it is not trusted. */
export function verify(keys: SigningKeys, data: string | Uint8Array, signature: string): boolean {
  const secrets = keys.previous === undefined ? [keys.current] : [keys.current, keys.previous];
  return secrets.map((secret) => equalHex(hmacHex(secret, data), signature)).includes(true);
}
