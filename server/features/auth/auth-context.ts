import type { Logger } from '@sri/shared/node/logger.ts';
import type { SigningKeys } from '@sri/shared/node/sign.ts';
import type { Database } from '../../db/transaction.ts';
import { createCallerLookup, type CallerLookup } from './identify-caller.ts';
import { createPasswordHasher, type PasswordHasher } from './password-hasher.ts';

export interface SignInAttempt {
  email: string;
  ip: string;
  /** Where the device has signed in to this account before. */
  deviceId: string | undefined;
}

/** Slows guessing down (R38); handed in, since it lives in http/. */
export interface SignInThrottle {
  /** Throws `too_many_requests` while this attempt may not be made. */
  check(attempt: SignInAttempt): Promise<void>;
  failed(attempt: SignInAttempt): Promise<void>;
  succeeded(attempt: SignInAttempt): Promise<void>;
  /** An admin gave a new password: strangers' guesses of the old one are forgotten. */
  reset(email: string): Promise<void>;
  /** Counts a registration; throws `too_many_requests` beyond the limit of the address. */
  registering(ip: string): Promise<void>;
}

/** What the verbs of this feature work with. */
export interface AuthContext {
  db: Database;
  /** JWT_SECRET and the one before it. */
  jwt: SigningKeys;
  accessTokenSeconds: number;
  /** Cookies only over https: true in production. */
  secureCookies: boolean;
  hasher: PasswordHasher;
  throttle: SignInThrottle;
  lookup: CallerLookup;
  log: Logger;
}

export type AuthOptions = Omit<AuthContext, 'hasher' | 'lookup'>;

export function createAuthContext(options: AuthOptions): AuthContext {
  const { db, jwt } = options;
  return { ...options, hasher: createPasswordHasher(), lookup: createCallerLookup(db, jwt) };
}
