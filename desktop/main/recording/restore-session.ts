import type { Session as Partition, WebContents, WebContentsView } from 'electron';
import type { Session, SessionCookie } from '@sri/shared/model/session.ts';
import { openOriginPages } from '../capture/origin-pages.ts';
import { writeStorage } from './in-page/write-storage.ts';

type ElectronCookie = Parameters<Partition['cookies']['set']>[0];

const SAME_SITE = { None: 'no_restriction', Lax: 'lax', Strict: 'strict' } as const;

/** A cookie of a session as Electron takes it. One without a dot before its domain stays with that host alone. */
export function toElectronCookie(cookie: SessionCookie): ElectronCookie {
  const { name, value, domain, path = '/', expires, httpOnly, secure, sameSite } = cookie;
  const host = domain.replace(/^\./, '');
  return {
    url: `${secure === true ? 'https' : 'http'}://${host}${path}`,
    name,
    value,
    path,
    ...(domain.startsWith('.') ? { domain } : {}),
    ...(expires === undefined || expires < 0 ? {} : { expirationDate: expires }),
    ...(httpOnly === undefined ? {} : { httpOnly }),
    ...(secure === undefined ? {} : { secure }),
    ...(sameSite === undefined ? {} : { sameSite: SAME_SITE[sameSite] }),
  };
}

/** Puts a session into a partition, but for what lives in a single page. A cookie that the browser refuses is left out. */
export async function restoreSession(
  View: typeof WebContentsView,
  partition: Partition,
  { cookies, origins = [], environment }: Session,
): Promise<void> {
  if (environment?.userAgent !== undefined) {
    partition.setUserAgent(environment.userAgent, environment.languages?.join(',') ?? '');
  }
  for (const cookie of cookies) await partition.cookies.set(toElectronCookie(cookie)).catch(() => undefined);
  const stored = origins.filter(({ localStorage = [], indexedDB = [] }) => localStorage.length + indexedDB.length > 0);
  if (stored.length === 0) return;
  const pages = openOriginPages(View, partition);
  try {
    for (const { origin, localStorage = [], indexedDB = [] } of stored) {
      await pages.run(origin, `(${writeStorage.toString()})(${JSON.stringify({ localStorage, indexedDB })})`);
    }
  } finally {
    pages.close();
  }
}

/**
 * Fills the sessionStorage of one page, once at each origin, before the page's own scripts run; what the portal does to
 * it later stays. The page has to be debugged already.
 */
export async function restoreTabStorage(page: WebContents, { origins = [] }: Session): Promise<void> {
  const left = new Map(
    origins.flatMap(({ origin, sessionStorage = [] }) =>
      sessionStorage.length === 0 ? [] : [[origin, sessionStorage]],
    ),
  );
  let script: string | undefined;
  async function give(): Promise<void> {
    const { debugger: cdp } = page;
    if (script !== undefined) await cdp.sendCommand('Page.removeScriptToEvaluateOnNewDocument', { identifier: script });
    script = undefined;
    if (left.size === 0) return;
    const source = `for (const { name, value } of (${JSON.stringify(Object.fromEntries(left))})[location.origin] ?? []) sessionStorage.setItem(name, value);`;
    const added = (await cdp.sendCommand('Page.addScriptToEvaluateOnNewDocument', {
      source,
      worldName: 'sri-stored',
    })) as { identifier: string };
    script = added.identifier;
  }
  if (left.size === 0) return;
  await give();
  page.on('did-navigate', (_event, url) => {
    if (left.delete(new URL(url).origin)) give().catch(() => undefined);
  });
}
