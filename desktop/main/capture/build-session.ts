import type { Session } from '@sri/shared/model/session.ts';
import type { Caught, CaughtWarning, Mark } from '../../contract/capture.ts';
import type { BrowserContents, StoredOrigin } from './login-browser.ts';
import { insidePattern, loginPattern } from './url-pattern.ts';

/** The largest session that the control plane takes, in bytes of JSON, less some room for what surrounds it. */
const MOST_BYTES = 5 * 1024 * 1024 - 64 * 1024;
const MOST_COOKIES = 1000;
const MOST_COOKIE_CHARACTERS = 8192;
const MOST_ORIGINS = 100;
/** What the robot's window measures; the page was captured to be used there. */
const VIEWPORT = { width: 1366, height: 768 };

export interface BuiltSession {
  session: Session;
  caught: Caught;
  /** Nothing of it should be sent: it holds nothing, or more than the control plane takes. */
  usable: boolean;
}

export interface SessionParts {
  contents: BrowserContents;
  mark: Mark | null;
  /** The address at which the person began. */
  begun: string | null;
  /** ms since the epoch. */
  at: number;
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value), 'utf8');

/** A system without a language of its own makes browsers claim things like `c`. */
function isLanguage(tag: string): boolean {
  return /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(tag);
}

function holdsAny({ localStorage = [], sessionStorage = [], indexedDB = [] }: StoredOrigin): boolean {
  return localStorage.length + sessionStorage.length + indexedDB.length > 0;
}

/** Databases are left out, largest first, until the rest fits: a login seldom needs more than its small ones. */
function fitted(origins: StoredOrigin[], room: number): { origins: StoredOrigin[]; left: boolean } {
  let now = origins;
  while (bytesOf(now) > room) {
    const sizes = now.map(({ indexedDB = [] }) => (indexedDB.length === 0 ? 0 : bytesOf(indexedDB)));
    const largest = sizes.indexOf(Math.max(...sizes));
    if ((sizes[largest] ?? 0) === 0) break;
    now = now.map((origin, index) => (index === largest ? { ...origin, indexedDB: [] } : origin));
  }
  return { origins: now.filter(holdsAny), left: now !== origins };
}

function markerOf({ mark, begun }: SessionParts): Session['marker'] {
  if (mark === null) return undefined;
  const element = mark.candidates[mark.chosen]?.element;
  const login = loginPattern(begun, mark.pageUrl);
  return {
    ...(element === undefined ? {} : { element }),
    urlPattern: insidePattern(mark.pageUrl),
    pageUrl: mark.pageUrl,
    ...(login === undefined ? {} : { loginUrlPattern: login }),
  };
}

/** What is held, by kind and site; never a value. */
function report({ cookies, origins = [] }: Session, bytes: number, warnings: CaughtWarning[]): Caught {
  const sites = new Map<string, { cookies: number; stored: number }>();
  const add = (site: string, kind: 'cookies' | 'stored', count: number): void => {
    const entry = sites.get(site) ?? { cookies: 0, stored: 0 };
    sites.set(site, { ...entry, [kind]: entry[kind] + count });
  };
  for (const { domain } of cookies) add(domain.replace(/^\./, ''), 'cookies', 1);
  const counts = { localStorage: 0, sessionStorage: 0, indexedDB: 0 };
  for (const origin of origins) {
    for (const kind of ['localStorage', 'sessionStorage', 'indexedDB'] as const) {
      const count = origin[kind]?.length ?? 0;
      counts[kind] += count;
      add(new URL(origin.origin).hostname, 'stored', count);
    }
  }
  return {
    cookies: cookies.length,
    ...counts,
    sites: [...sites].map(([site, held]) => ({ site, ...held })).toSorted((a, b) => b.cookies - a.cookies),
    bytes,
    warnings,
  };
}

/** The session as it is sent, within what the control plane takes, and a report of it without any value. */
export function buildSession(parts: SessionParts): BuiltSession {
  const { contents, at } = parts;
  const usableCookies = contents.cookies.filter(({ value }) => value.length <= MOST_COOKIE_CHARACTERS);
  const cookies = usableCookies.slice(0, MOST_COOKIES);
  const { origins, left } = fitted(
    contents.origins.filter(holdsAny).slice(0, MOST_ORIGINS),
    MOST_BYTES - bytesOf(cookies),
  );
  const marker = markerOf(parts);
  const session: Session = {
    cookies,
    connectedAt: at,
    ...(origins.length === 0 ? {} : { origins }),
    environment: {
      ...contents.environment,
      languages: contents.environment.languages.filter(isLanguage).slice(0, 20),
      viewport: VIEWPORT,
    },
    ...(marker === undefined ? {} : { marker }),
  };
  const bytes = bytesOf(session);
  const empty = cookies.length === 0 && origins.length === 0;
  const warnings: [CaughtWarning, boolean][] = [
    ['nothing', empty],
    ['tooLarge', bytes > MOST_BYTES],
    ['indexedDbTooLarge', left],
    ['tooManyCookies', cookies.length < contents.cookies.length],
    ['unreadable', contents.unreadable],
  ];
  const told = warnings.filter(([, holds]) => holds).map(([warning]) => warning);
  return { session, caught: report(session, bytes, told), usable: !empty && bytes <= MOST_BYTES };
}
