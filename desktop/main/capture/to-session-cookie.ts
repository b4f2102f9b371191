import type { SessionCookie } from '@sri/shared/model/session.ts';

/** A cookie as Electron hands it out. */
export interface BrowserCookie {
  name: string;
  value: string;
  domain?: string;
  path?: string;
  secure?: boolean;
  httpOnly?: boolean;
  expirationDate?: number;
  sameSite: 'unspecified' | 'no_restriction' | 'lax' | 'strict';
}

const SAME_SITE = { no_restriction: 'None', lax: 'Lax', strict: 'Strict', unspecified: undefined } as const;

/** The cookie in the form of the session; null for one that belongs to no site or has no name. */
export function toSessionCookie(cookie: BrowserCookie): SessionCookie | null {
  const { name, value, domain, path, secure, httpOnly, expirationDate } = cookie;
  if (name === '' || domain === undefined || domain === '') return null;
  const sameSite = SAME_SITE[cookie.sameSite];
  return {
    name,
    value,
    domain,
    path: path ?? '/',
    ...(expirationDate === undefined ? {} : { expires: Math.floor(expirationDate) }),
    httpOnly: httpOnly ?? false,
    secure: secure ?? false,
    ...(sameSite === undefined ? {} : { sameSite }),
  };
}
