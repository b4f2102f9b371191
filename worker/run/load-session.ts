import type { Redis } from 'ioredis';
import { AppError, GUIDE_ERRORS } from '@sri/shared/errors.ts';
import type { Session } from '@sri/shared/model/session.ts';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import { openSession, type SessionOwner } from '@sri/shared/node/session-seal.ts';
import type { SigningKeys } from '@sri/shared/node/sign.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';

export interface LoadedSession {
  session: Session;
  /** As it is stored. */
  text: string;
  /** SHA-256 of the stored bytes: what a hold on the account is bound to. */
  digest: string;
  sealed: boolean;
}

export interface SessionRules {
  sessionKeys: SigningKeys | undefined;
  production: boolean;
}

const HINTS = {
  missing:
    'No hay sesión guardada para ese usuario y portal, o venció. Vuelve a conectar el portal (paso 5 de la guía).',
  garbled: 'La sesión guardada está dañada o no es de esta cuenta. Vuelve a conectar el portal.',
  'plain refused': 'En producción no se aceptan sesiones escritas a mano. Conecta el portal desde la aplicación.',
  'sealed without key': 'La sesión está cifrada y este robot no tiene SESSION_ENCRYPTION_KEY. Compara los dos .env.',
} as const;

function notFound(why: keyof typeof HINTS): AppError {
  return new AppError('session_not_found', GUIDE_ERRORS.session_not_found, { hint: HINTS[why] });
}

/** The account's session from Redis. Throws `Session not found` where it is missing, expired, garbled or refused. */
export async function loadSession(
  redis: Redis,
  keys: RedisKeys,
  owner: SessionOwner,
  { sessionKeys, production }: SessionRules,
): Promise<LoadedSession> {
  const key = keys.session(owner.orgId, owner.userId, owner.provider);
  const text = await redis.get(key).catch((cause: unknown) => {
    const wrongType = cause instanceof Error && cause.message.startsWith('WRONGTYPE');
    throw wrongType
      ? notFound('garbled')
      : new AppError('redis_unavailable', 'Redis no responde', { hint: 'Se vuelve a intentar solo.', cause });
  });
  if (text === null) throw notFound('missing');
  const opened = openSession(text, owner, { keys: sessionKeys, acceptPlain: !production });
  if (opened.kind === 'unusable') throw notFound(opened.reason);
  return { session: opened.session, text, digest: sha256Hex(text), sealed: opened.sealed };
}
