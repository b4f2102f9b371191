import type { BrowserContext, Page } from 'playwright-core';
import { sessionSchema, type RefreshedSession, type Session, type SessionCookie } from '@sri/shared/model/session.ts';
import { belongsTo } from './session-cookies.ts';

export interface ReadSessionOptions {
  context: BrowserContext;
  /** What was put into it. */
  session: Session;
  /** Registrable domains of the portal; empty: those that the session had. */
  domains: readonly string[];
}

type Origin = NonNullable<Session['origins']>[number];

/** Seconds by which an end has to move before it is worth noting. */
const WORTH_NOTING = 600;
/** A larger one is left as it was. In characters. */
const LARGEST = 1_000_000;

const keyOf = ({ name, domain, path = '/' }: SessionCookie): string =>
  JSON.stringify([name, domain.replace(/^\./, '').toLowerCase(), path]);
const endOf = ({ expires = -1 }: SessionCookie): number => (expires > 0 ? expires : Number.POSITIVE_INFINITY);

/** Do they differ in anything that a portal would notice? */
function cookiesDiffer(before: readonly SessionCookie[], after: readonly SessionCookie[]): boolean {
  const known = new Map(before.map((cookie) => [keyOf(cookie), cookie]));
  if (known.size !== after.length) return true;
  return after.some((cookie) => {
    const former = known.get(keyOf(cookie));
    if (former === undefined || former.value !== cookie.value) return true;
    const moved = Math.abs(endOf(cookie) - endOf(former));
    return moved > WORTH_NOTING;
  });
}

async function readCookies({ context, session, domains }: ReadSessionOptions): Promise<SessionCookie[]> {
  const own = domains.length > 0 ? domains : session.cookies.map(({ domain }) => domain);
  const cookies = await context.cookies();
  return cookies
    .filter(({ domain, value }) => belongsTo(domain, own) && value.length <= 8192)
    .map(({ name, value, domain, path, expires, httpOnly, secure, sameSite }) => ({
      name,
      value,
      domain,
      path,
      ...(expires > 0 ? { expires } : {}),
      httpOnly,
      secure,
      sameSite,
    }));
}

/** sessionStorage of a page that stands on the origin; undefined where none does. */
async function readSessionStorage(pages: readonly Page[], origin: string): Promise<Origin['sessionStorage']> {
  const page = pages.find((one) => !one.isClosed() && one.url().startsWith(`${origin}/`));
  return page?.evaluate(() =>
    Object.keys(globalThis.sessionStorage).map((name) => ({
      name,
      value: globalThis.sessionStorage.getItem(name) ?? '',
    })),
  );
}

/** The storage of the origins that had any, as it is now. */
async function readOrigins({ context, session }: ReadSessionOptions): Promise<Origin[]> {
  const before = session.origins ?? [];
  if (before.length === 0) return [];
  const indexedDB = before.some((origin) => (origin.indexedDB ?? []).length > 0);
  const state = await context.storageState({ indexedDB });
  const pages = context.pages();
  return Promise.all(
    before.map(async (former) => {
      const origin = new URL(former.origin).origin;
      const now = state.origins.find((one) => one.origin === origin);
      const sessionStorage = await readSessionStorage(pages, origin);
      return {
        ...former,
        ...(now === undefined ? {} : { localStorage: now.localStorage }),
        ...(indexedDB && now !== undefined && 'indexedDB' in now ? { indexedDB: now.indexedDB as unknown[] } : {}),
        ...(sessionStorage === undefined ? {} : { sessionStorage }),
      };
    }),
  );
}

/**
 * The session as the browser holds it now, bound to the portal's own sites (R49); null where nothing of it changed, or it grew beyond all
 * measure. Rejects only when the browser itself fails.
 */
export async function readSession(options: ReadSessionOptions): Promise<RefreshedSession | null> {
  const { session } = options;
  const [cookies, origins] = [await readCookies(options), await readOrigins(options)];
  const sameStorage = JSON.stringify(origins) === JSON.stringify(session.origins ?? []);
  if (sameStorage && !cookiesDiffer(session.cookies, cookies)) return null;
  const read = sessionSchema.pick({ cookies: true, origins: true }).safeParse({ cookies, origins });
  if (!read.success || JSON.stringify(read.data).length > LARGEST) return null;
  return { cookies: read.data.cookies, origins: read.data.origins ?? [] };
}
