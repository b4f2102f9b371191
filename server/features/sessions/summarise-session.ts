import type { Session } from '@sri/shared/model/session.ts';
import type { SessionSummary } from '@sri/shared/protocol/api/sessions.ts';

/** Later than this, in seconds, no date can be written. */
const LAST_DATE = 8.64e12;

function sitesOf(session: Session): SessionSummary['sites'] {
  const sites = new Map<string, number>();
  for (const { domain } of session.cookies) {
    const name = domain.replace(/^\./, '').toLowerCase();
    sites.set(name, (sites.get(name) ?? 0) + 1);
  }
  return [...sites].map(([domain, cookies]) => ({ domain, cookies })).toSorted((a, b) => b.cookies - a.cookies);
}

/** Ends of the cookies that have one, in ms since the epoch. */
export function cookieEnds({ cookies }: Session): number[] {
  return cookies.flatMap(({ expires = -1 }) => (expires > 0 && expires < LAST_DATE ? [expires * 1000] : []));
}

/**
 * When the session stops working as far as its cookies tell, in ms since the epoch: the first end to come of one that scripts
 * cannot read (logins are kept in such), else of any. Null where none has an end that is still to come.
 */
export function expectedEnd(session: Session): number | null {
  const hidden = session.cookies.filter(({ httpOnly }) => httpOnly === true);
  const ends = cookieEnds(hidden.length > 0 ? { ...session, cookies: hidden } : session);
  const ahead = ends.filter((end) => end > Date.now());
  return ahead.length === 0 ? null : Math.min(...ahead);
}

/** What a session holds, by kind and site; never a value. */
export function summariseSession(session: Session): SessionSummary {
  const origins = session.origins ?? [];
  const count = (kind: 'localStorage' | 'sessionStorage' | 'indexedDB'): number =>
    origins.reduce((sum, origin) => sum + (origin[kind]?.length ?? 0), 0);
  const ends = cookieEnds(session);
  const expected = expectedEnd(session);
  const iso = (ms: number): string | null => (ends.length === 0 ? null : new Date(ms).toISOString());
  return {
    cookies: session.cookies.length,
    localStorage: count('localStorage'),
    sessionStorage: count('sessionStorage'),
    indexedDB: count('indexedDB'),
    sites: sitesOf(session),
    firstExpiry: iso(Math.min(...ends)),
    lastExpiry: iso(Math.max(...ends)),
    expectedUntil: expected === null ? null : new Date(expected).toISOString(),
    hasMarker: session.marker !== undefined,
  };
}

export function isEmpty(summary: SessionSummary): boolean {
  return summary.cookies + summary.localStorage + summary.sessionStorage + summary.indexedDB === 0;
}
