import type { BrowserContext, Page } from 'playwright-core';
import type { Session } from '@sri/shared/model/session.ts';
import type { LeftOut } from '@sri/shared/model/session-proof.ts';
import { belongsTo, toBrowserCookie, type BrowserCookie } from './session-cookies.ts';

export interface RestoreOptions {
  context: BrowserContext;
  /** The page on which the flow will run. */
  page: Page;
  session: Session;
  /** Only cookies and storage of these registrable domains (R49); null takes everything. */
  onlyDomains: readonly string[] | null;
  /** For lines in the execution's log; names only, never values. */
  warn: (message: string) => void;
}

/** Notes a part that was left out. */
type Miss = (part: LeftOut) => void;
type Origin = NonNullable<Session['origins']>[number];
type StorageState = Exclude<Parameters<BrowserContext['setStorageState']>[0], string>;

const names = (cookies: readonly { name: string; domain: string }[]): string =>
  cookies.map(({ name, domain }) => `${name} (${domain})`).join(', ');

async function addCookies({ context, session, onlyDomains, warn }: RestoreOptions, miss: Miss): Promise<void> {
  const all = session.cookies.map(toBrowserCookie);
  const own = onlyDomains === null ? all : all.filter(({ domain }) => belongsTo(domain, onlyDomains));
  if (own.length < all.length) {
    miss('otherSites');
    warn(`Cookies de otros sitios que no se usan: ${names(all.filter((cookie) => !own.includes(cookie)))}`);
  }
  try {
    await context.addCookies(own);
  } catch {
    for (const cookie of own) await addOne(context, cookie, warn);
  }
  const kept = new Set((await context.cookies()).map(({ name }) => name));
  const dropped = own.filter(({ name }) => !kept.has(name));
  if (dropped.length === 0) return;
  miss('cookies');
  warn(`Cookies vencidas o que el navegador no acepta: ${names(dropped)}`);
}

async function addOne(context: BrowserContext, cookie: BrowserCookie, warn: (message: string) => void): Promise<void> {
  try {
    await context.addCookies([cookie]);
  } catch {
    warn(`La cookie ${names([cookie])} está mal escrita y se deja de lado`);
  }
}

/** localStorage and IndexedDB of all origins; IndexedDB as Playwright wrote it, which a hand-made session may not have right. */
async function addStorage(
  context: BrowserContext,
  origins: readonly Origin[],
  warn: (message: string) => void,
  miss: Miss,
): Promise<void> {
  const used = origins.filter(({ localStorage = [], indexedDB = [] }) => localStorage.length + indexedDB.length > 0);
  if (used.length === 0) return;
  const state = (withDatabases: boolean): StorageState => ({
    cookies: [],
    origins: used.map(({ origin, localStorage = [], indexedDB = [] }) => ({
      origin: new URL(origin).origin,
      localStorage,
      ...(withDatabases && indexedDB.length > 0 ? { indexedDB } : {}),
    })),
  });
  try {
    await context.setStorageState(state(true));
  } catch {
    if (used.some(({ indexedDB = [] }) => indexedDB.length > 0)) {
      miss('indexedDB');
      warn('Los datos guardados del navegador (IndexedDB) no se pudieron reponer: se sigue sin ellos');
    }
    await context.setStorageState(state(false)).catch(() => {
      miss('localStorage');
      warn('El almacenamiento local de la sesión no se pudo reponer');
    });
  }
}

/** sessionStorage belongs to one page: set while the page stands on the origin, which is answered here without any network. */
async function addSessionStorage(page: Page, { origin, sessionStorage = [] }: Origin): Promise<void> {
  if (sessionStorage.length === 0) return;
  const url = `${new URL(origin).origin}/`;
  const everything = `${url}**`;
  await page.route(everything, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  try {
    await page.goto(url);
    await page.evaluate((items) => {
      for (const { name, value } of items) globalThis.sessionStorage.setItem(name, value);
    }, sessionStorage);
  } finally {
    await page.unroute(everything);
  }
}

/**
 * Puts a captured session into a context that nobody has used, and says which parts of it were left out. A part that the
 * browser does not take is left out with a warning: whether the rest is enough, the portal decides. Rejects only when
 * the browser itself fails.
 */
export async function restoreSession(options: RestoreOptions): Promise<LeftOut[]> {
  const { context, page, session, onlyDomains, warn } = options;
  const missing = new Set<LeftOut>();
  const miss: Miss = (part) => void missing.add(part);
  const all = session.origins ?? [];
  const origins = all.filter(({ origin }) => onlyDomains === null || belongsTo(new URL(origin).hostname, onlyDomains));
  if (origins.length < all.length) miss('otherSites');
  // The storage goes first: setting it clears the cookies.
  await addStorage(context, origins, warn, miss);
  await addCookies(options, miss);
  for (const origin of origins) {
    await addSessionStorage(page, origin).catch(() => {
      miss('sessionStorage');
      warn(`El almacenamiento de sesión de ${origin.origin} no se pudo reponer`);
    });
  }
  return [...missing];
}
