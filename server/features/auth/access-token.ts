import { createSecretKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { AppError } from '@sri/shared/errors.ts';
import { idSchema } from '@sri/shared/model/ids.ts';
import { roleSchema } from '@sri/shared/model/user.ts';
import { keyIdOf } from '@sri/shared/node/keys.ts';
import type { SigningKeys } from '@sri/shared/node/sign.ts';

const ISSUER = 'sri';
const AUDIENCE = 'sri-api';
const TYPE = 'at+jwt';
/** How far the clocks of two machines may differ, in seconds. */
const CLOCK_SKEW = 30;

const headerSchema = z.object({ alg: z.literal('HS256'), typ: z.literal(TYPE), kid: z.string() });
const claimsSchema = z.object({
  /** The user, again as `userId`: the guide reads it there. */
  sub: idSchema,
  orgId: idSchema,
  userId: idSchema,
  role: roleSchema,
  /** Grows when all of a user's tokens are to end. */
  tokenVersion: z.number().int(),
  /** The sign-in that it came from. */
  sid: idSchema,
  iat: z.number(),
  nbf: z.number(),
  exp: z.number(),
});
export type AccessClaims = z.infer<typeof claimsSchema>;
export type AccessSubject = Pick<AccessClaims, 'orgId' | 'userId' | 'role' | 'tokenVersion' | 'sid'>;

export function issueAccessToken(keys: SigningKeys, subject: AccessSubject, lifeSeconds: number): string {
  const { orgId, userId, role, tokenVersion, sid } = subject;
  return jwt.sign({ sub: userId, orgId, userId, role, tokenVersion, sid }, keys.current, {
    algorithm: 'HS256',
    header: { alg: 'HS256', typ: TYPE, kid: keyIdOf(keys.current) },
    issuer: ISSUER,
    audience: AUDIENCE,
    expiresIn: lifeSeconds,
    notBefore: 0,
  });
}

function invalid(cause?: unknown): AppError {
  return new AppError('unauthenticated', 'The token is not valid.', {
    hint: 'Sign in again with POST /api/auth/login.',
    cause,
  });
}

/** For a token that was good once: clients refresh it on this code. */
export function expiredToken(what = 'The token has expired.'): AppError {
  return new AppError('token_expired', what, {
    hint: 'Get a new one with POST /api/auth/refresh, or sign in again with POST /api/auth/login.',
  });
}

const keyObjects = new Map<string, KeyObject>();
const KEPT_KEYS = 100;

/** The secret as a key: of a text the library first tries whether it is a public key, for each token anew. */
function keyOf(secret: string): KeyObject {
  const known = keyObjects.get(secret);
  if (known !== undefined) return known;
  const key = createSecretKey(secret, 'utf8');
  if (keyObjects.size >= KEPT_KEYS) keyObjects.clear();
  keyObjects.set(secret, key);
  return key;
}

/**
 * Reads an access token (RFC 9068, RFC 8725): algorithm and type pinned, a key that we know, issuer, audience and times
 * checked with 30 s of skew. Throws `unauthenticated` or `token_expired`.
 */
export function readAccessToken(keys: SigningKeys, text: string): AccessClaims {
  const header = headerSchema.safeParse(jwt.decode(text, { complete: true })?.header);
  if (!header.success) throw invalid();
  const key = [keys.current, keys.previous].find(
    (secret) => secret !== undefined && keyIdOf(secret) === header.data.kid,
  );
  if (key === undefined) throw invalid();
  try {
    const payload = jwt.verify(text, keyOf(key), {
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: AUDIENCE,
      clockTolerance: CLOCK_SKEW,
    });
    const claims = claimsSchema.parse(payload);
    if (claims.sub !== claims.userId) throw invalid();
    return claims;
  } catch (cause) {
    throw cause instanceof jwt.TokenExpiredError ? expiredToken() : invalid(cause);
  }
}
