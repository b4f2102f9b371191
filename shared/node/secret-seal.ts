import { z } from 'zod';
import { sealedPartsSchema } from '../model/sealed.ts';
import { keyIdOf } from './keys.ts';
import { seal, unseal } from './seal.ts';
import { secretOf, type SigningKeys } from './sign.ts';

/** Whose secret it is; bound to the ciphertext, so that it opens in no other organisation and under no other name. */
export interface SecretOwner {
  orgId: string;
  name: string;
}

const plainSchema = z.strictObject({ value: z.string() });
const storedSchema = z.union([sealedPartsSchema, plainSchema]);

const boundTo = ({ orgId, name }: SecretOwner): Buffer => Buffer.from(JSON.stringify(['sri/1 secret', orgId, name]));

/** A secret as it is stored: sealed where there is a key, as sessions are (R42). */
export function sealSecret(value: string, owner: SecretOwner, keys: SigningKeys | undefined): string {
  if (keys === undefined) return JSON.stringify({ value });
  return JSON.stringify(seal(value, boundTo(owner), keys.current, 'secret-wrap'));
}

export interface OpenSecretOptions {
  /** SESSION_ENCRYPTION_KEY, where one is set, and the one before it. */
  keys: SigningKeys | undefined;
  /** False in production: one that lies open is refused, as a session would be (R43). */
  acceptPlain: boolean;
}

/** The value of a stored secret; null for anything that is no secret of this owner, or cannot be opened with these keys. */
export function openSecret(text: string, owner: SecretOwner, { keys, acceptPlain }: OpenSecretOptions): string | null {
  try {
    const stored = storedSchema.parse(JSON.parse(text));
    if ('value' in stored) return acceptPlain ? stored.value : null;
    const secret = keys === undefined ? undefined : secretOf(keys, stored.kid);
    return secret === undefined ? null : unseal(stored, boundTo(owner), secret, 'secret-wrap');
  } catch {
    return null;
  }
}

/** The same secret sealed under the current key, where it is not yet: keys rotate, and secrets have no end. Null where nothing is to be done, or can be. */
export function resealSecret(text: string, owner: SecretOwner, keys: SigningKeys | undefined): string | null {
  if (keys === undefined) return null;
  const sealed = sealedPartsSchema.safeParse(parsedOrNull(text));
  if (sealed.success && sealed.data.kid === keyIdOf(keys.current)) return null;
  const value = openSecret(text, owner, { keys, acceptPlain: true });
  return value === null ? null : sealSecret(value, owner, keys);
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
