import { getDomain } from 'tldts';
import type { SessionCookie } from '@sri/shared/model/session.ts';

/** A cookie as the browser takes it; a session cookie has no `expires`. */
export interface BrowserCookie {
  name: string;
  value: string;
  domain: string;
  path: string;
  expires?: number;
  httpOnly?: boolean;
  secure?: boolean;
  sameSite?: 'Strict' | 'Lax' | 'None';
}

/** The largest date that a browser takes, in seconds; what is larger was written in milliseconds. */
const MAX_SECONDS = 253_402_300_799;

/** The cookie with every gap filled: path `/`, times in milliseconds as seconds, nothing that stands for "not set". */
export function toBrowserCookie(cookie: SessionCookie): BrowserCookie {
  const { name, value, domain, path, expires, httpOnly, secure, sameSite } = cookie;
  const seconds = expires !== undefined && expires > MAX_SECONDS ? expires / 1000 : expires;
  return {
    name,
    value,
    domain: domain.trim().toLowerCase(),
    path: path === undefined || !path.startsWith('/') ? '/' : path,
    ...(seconds === undefined || seconds <= 0 ? {} : { expires: seconds }),
    ...(httpOnly === undefined ? {} : { httpOnly }),
    ...(secure === undefined ? {} : { secure }),
    ...(sameSite === undefined ? {} : { sameSite }),
  };
}

/** Host names that are no names under a public suffix, and so only equal themselves: addresses and `localhost`. */
function siteOf(host: string): string {
  const bare = host.trim().toLowerCase().replace(/^\.+/, '').replace(/\.$/, '');
  return getDomain(bare, { allowPrivateDomains: true }) ?? bare;
}

/**
 * Does the cookie belong to the provider (R49)? Its registrable domain (public suffix + 1, RFC 6265 section 5.3 step 5) is one of the
 * provider's. A cookie for a whole public suffix belongs to nobody.
 */
export function belongsTo(domain: string, providerDomains: readonly string[]): boolean {
  const site = siteOf(domain);
  return site.length > 0 && providerDomains.some((own) => siteOf(own) === site);
}
