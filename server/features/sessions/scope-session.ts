import type { z } from 'zod';
import type { Session } from '@sri/shared/model/session.ts';
import type { droppedSchema } from '@sri/shared/protocol/api/sessions.ts';
import { siteOf } from '../providers/provider-domains.ts';

export type Dropped = z.infer<typeof droppedSchema>;

export interface ScopedSession {
  session: Session;
  dropped: Dropped[];
}

/**
 * Keeps only what belongs to the portal's sites (R49), by the public suffix list: `evilportal.com` and
 * `portal.com.evil.io` are other sites. Everything else of a cookie stays as it is. What was left out is told by site.
 */
export function scopeSession(session: Session, domains: readonly string[]): ScopedSession {
  const own = new Set(domains.map(siteOf).filter((site) => site !== undefined));
  const dropped = new Map<string, Dropped>();
  const keep = (host: string, kind: 'cookies' | 'origins'): boolean => {
    const site = siteOf(host);
    if (site !== undefined && own.has(site)) return true;
    const domain = site ?? host;
    const entry = dropped.get(domain) ?? { domain, cookies: 0, origins: 0 };
    dropped.set(domain, { ...entry, [kind]: entry[kind] + 1 });
    return false;
  };
  const cookies = session.cookies.filter(({ domain }) => keep(domain, 'cookies'));
  const origins = session.origins?.filter(({ origin }) => keep(new URL(origin).hostname, 'origins'));
  return {
    session: { ...session, cookies, ...(origins === undefined ? {} : { origins }) },
    dropped: [...dropped.values()],
  };
}
