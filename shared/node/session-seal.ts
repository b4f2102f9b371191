import {
  sealedSessionSchema,
  sessionSchema,
  storedSessionSchema,
  type SealedSession,
  type Session,
} from '../model/session.ts';
import { seal, unseal } from './seal.ts';
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

/** Seals a session (R42). */
export function sealSession(session: Session, owner: SessionOwner, secret: string): SealedSession {
  const { connectedAt } = session;
  const cookies = seal(JSON.stringify(session), boundTo(owner, connectedAt), secret, 'session-wrap');
  return { connectedAt, cookies };
}

function openSealed({ connectedAt, cookies }: SealedSession, owner: SessionOwner, secret: string): Session {
  const text = unseal(cookies, boundTo(owner, connectedAt), secret, 'session-wrap');
  return sessionSchema.parse(JSON.parse(text));
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
