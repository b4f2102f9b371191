import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import {
  sealedSessionSchema,
  sessionSchema,
  storedSessionSchema,
  type SealedSession,
  type Session,
} from '../model/session.ts';
import { deriveKey, keyIdOf } from './keys.ts';
import { secretOf, type SigningKeys } from './sign.ts';

/** Whose session it is; bound to the ciphertext, so that it opens under no other key of Redis (R42). */
export interface SessionOwner {
  orgId: string;
  userId: string;
  provider: string;
}

function boundTo(owner: SessionOwner, connectedAt: number): Buffer {
  return Buffer.from(JSON.stringify(['sri/1 session', owner.orgId, owner.userId, owner.provider, connectedAt]));
}

function encrypt(key: Buffer, plain: Buffer, aad: Buffer): { iv: Buffer; ct: Buffer; tag: Buffer } {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(aad);
  const ct = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { iv, ct, tag: cipher.getAuthTag() };
}

function decrypt(key: Buffer, { iv, ct, tag }: { iv: Buffer; ct: Buffer; tag: Buffer }, aad: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(aad).setAuthTag(tag);
  return Buffer.concat([decipher.update(ct), decipher.final()]);
}

/** Seals a session: AES-256-GCM under a fresh data key, which is wrapped by the key derived from `secret`. */
export function sealSession(session: Session, owner: SessionOwner, secret: string): SealedSession {
  const aad = boundTo(owner, session.connectedAt);
  const dataKey = randomBytes(32);
  const wrapped = encrypt(deriveKey(secret, 'session-wrap'), dataKey, aad);
  const { iv, ct, tag } = encrypt(dataKey, Buffer.from(JSON.stringify(session)), aad);
  return {
    connectedAt: session.connectedAt,
    cookies: {
      v: 1,
      kid: keyIdOf(secret),
      wrappedKey: Buffer.concat([wrapped.iv, wrapped.tag, wrapped.ct]).toString('base64url'),
      iv: iv.toString('base64url'),
      ct: ct.toString('base64url'),
      tag: tag.toString('base64url'),
    },
  };
}

function openSealed(sealed: SealedSession, owner: SessionOwner, secret: string): Session {
  const aad = boundTo(owner, sealed.connectedAt);
  const part = (text: string): Buffer => Buffer.from(text, 'base64url');
  const wrapped = part(sealed.cookies.wrappedKey);
  const dataKey = decrypt(
    deriveKey(secret, 'session-wrap'),
    { iv: wrapped.subarray(0, 12), tag: wrapped.subarray(12, 28), ct: wrapped.subarray(28) },
    aad,
  );
  const { iv, ct, tag } = sealed.cookies;
  const plain = decrypt(dataKey, { iv: part(iv), ct: part(ct), tag: part(tag) }, aad);
  return sessionSchema.parse(JSON.parse(plain.toString('utf8')));
}

export interface OpenSessionOptions {
  /** SESSION_ENCRYPTION_KEY, where one is set, and the one before it. */
  keys: SigningKeys | undefined;
  /** False in production (R43): a session that was written by hand is refused. */
  acceptPlain: boolean;
}

export type OpenedSession =
  | { kind: 'opened'; session: Session; sealed: boolean }
  | { kind: 'unusable'; reason: 'garbled' | 'plain refused' | 'sealed without key' };

/** Reads what stands under a session key. Anything that is not a session of this owner is `unusable`, never an exception. */
export function openSession(text: string, owner: SessionOwner, options: OpenSessionOptions): OpenedSession {
  try {
    const stored = storedSessionSchema.parse(JSON.parse(text));
    const sealed = sealedSessionSchema.safeParse(stored);
    if (!sealed.success) {
      if (!options.acceptPlain) return { kind: 'unusable', reason: 'plain refused' };
      return { kind: 'opened', session: sessionSchema.parse(stored), sealed: false };
    }
    if (options.keys === undefined) return { kind: 'unusable', reason: 'sealed without key' };
    const secret = secretOf(options.keys, sealed.data.cookies.kid);
    if (secret === undefined) return { kind: 'unusable', reason: 'garbled' };
    return { kind: 'opened', session: openSealed(sealed.data, owner, secret), sealed: true };
  } catch {
    return { kind: 'unusable', reason: 'garbled' };
  }
}
