import { parseCookie } from 'cookie';
import { AppError } from '@sri/shared/errors.ts';
import type { Authenticate, AuthenticatedRequest, Caller } from './route.ts';

/** Cookie of the web console: an access token that scripts of the page cannot read. */
export const SESSION_COOKIE = 'sri_session';
/** Header that the web console sends with every write: no foreign page can add it without asking first (CSRF). */
export const CLIENT_HEADER = 'x-sri-client';

export interface Credential {
  /** The token as it was sent: an access token or an API key. */
  text: string;
  from: 'header' | 'cookie';
}

/** Says whose credential it is. Throws `unauthenticated`, `token_expired` or `database_unavailable`. */
export type Identify = (credential: Credential) => Promise<Caller>;

function credentialOf({ headers }: AuthenticatedRequest): Credential | undefined {
  if (headers.authorization !== undefined) {
    const text = /^Bearer +([\w.~+/=-]+) *$/i.exec(headers.authorization)?.[1];
    if (text !== undefined) return { text, from: 'header' };
    throw new AppError('unauthenticated', 'The header Authorization holds no bearer token.', {
      hint: 'Send "Authorization: Bearer {TOKEN}" with the token of POST /api/auth/login or an API key.',
    });
  }
  const text = parseCookie(headers.cookie ?? '')[SESSION_COOKIE];
  return text === undefined || text === '' ? undefined : { text, from: 'cookie' };
}

function requireClientHeader({ headers, method = 'GET' }: AuthenticatedRequest): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(method) || headers[CLIENT_HEADER] !== undefined) return;
  throw new AppError('client_header_missing', 'A change by cookie needs the header X-SRI-Client.', {
    hint: 'Send "X-SRI-Client: web" along, or a bearer token instead of the cookie.',
  });
}

/** Authentication by header, else by the console's cookie. */
export function createAuthenticate(identify: Identify): Authenticate {
  return async (request) => {
    const credential = credentialOf(request);
    if (credential === undefined) return null;
    if (credential.from === 'cookie') requireClientHeader(request);
    return identify(credential);
  };
}
