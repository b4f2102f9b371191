import type { BrowserContext, Page } from 'playwright-core';
import { AppError } from '@sri/shared/errors.ts';
import { browserCrashed } from './browser-error.ts';
import { createDialogAnswers, type DialogAnswers } from './dialog-answers.ts';
import { keepPages, type KeptPage, type KeptPages } from './kept-pages.ts';
import type { NavigationWatch } from './navigation-watch.ts';
import type { PageActivity } from './page-activity.ts';
import { revivePage } from './revive-page.ts';
import type { Scope } from './scope.ts';
import { until } from './until.ts';

/*
 * The flow is on one page, its base; a step that names another acts there, and the next one on the base again:
 *
 *   base ──a step's `page`──> another page ──the next step──> base
 *    └──switchPage, closePage, the base closes──> another page is the base
 */
export interface PageKeeper {
  /** The page that the step is on which runs now, with what is watched about it. */
  readonly page: Page;
  readonly navigation: NavigationWatch;
  readonly activity: PageActivity;
  readonly dialogs: DialogAnswers;
  /** The page of the steps that name none. */
  readonly base: Page;
  pages: Pick<KeptPages, 'list' | 'find' | 'of' | 'expect'>;
  /** A step begins, on the page of that name or on the base. Throws `step_failed` where no page of that name comes in time. */
  enter: (name: string | undefined, scope: Scope) => Promise<void>;
  /** From now on the flow is on this page. */
  goTo: (kept: KeptPage) => Promise<void>;
  /** Closes a page of the flow, which goes on where that one was opened from. Throws `step_failed` for the only one. */
  close: (kept: KeptPage) => Promise<void>;
  /** Another page of the same session, for the caller to use and close. */
  openPage: () => Promise<Page>;
  /** After a failure: ends a script of the page that hangs, or goes on with an empty page where that does not help. */
  revive: () => Promise<void>;
  stop: () => void;
}

export interface PageKeeperOptions {
  context: BrowserContext;
  page: Page;
  /** Makes a new page look as the flow's page does. */
  dress: (page: Page) => Promise<void>;
  log: (level: 'info' | 'warn', message: string) => void;
  /** The page's process or the whole browser is gone. */
  onCrash: (error: AppError) => void;
}

/** How long a step waits for a page of its name to open. */
const PAGE_PATIENCE_MS = 10_000;

const pageNames = (pages: KeptPages): string =>
  pages
    .list()
    .map(({ name }) => name)
    .join(', ');

/** Keeps the flow's pages: names those that open, answers their dialogs, watches their navigations and requests. */
export function keepPage({ context, page: first, dress, log, onCrash }: PageKeeperOptions): PageKeeper {
  const dialogs = createDialogAnswers(log);
  const onPageCrash = (): void => onCrash(browserCrashed('La página se cayó (el proceso del navegador terminó)'));
  const onGone = (): void => onCrash(browserCrashed('El navegador se cerró o se cayó en plena ejecución'));
  const attach = (page: Page): Page => page.on('dialog', dialogs.answer).on('crash', onPageCrash);
  const detach = (page: Page): Page => page.off('dialog', dialogs.answer).off('crash', onPageCrash);

  const pages: KeptPages = keepPages({
    context,
    first,
    log,
    onOpen: (kept) => {
      attach(kept.page);
      void dress(kept.page).catch(() => undefined);
      log('info', `El portal abrió otra página, «${kept.name}» (${kept.page.url()})`);
    },
    onClose: (closed) => leave(closed),
  });
  let base = pages.of(first) as KeptPage;
  let current = base;
  let reviving: KeptPage | undefined;
  attach(first);

  /** Where the flow is when that page is gone: where it was opened from, else the page that opened last. */
  function heir({ opener }: KeptPage): KeptPage | undefined {
    return (opener === null ? undefined : pages.of(opener)) ?? pages.list().at(-1);
  }
  function leave(closed: KeptPage): void {
    detach(closed.page);
    if (closed === reviving) return;
    if (base === closed) base = heir(closed) ?? closed;
    if (current !== closed) return;
    current = base;
    if (base !== closed) log('info', `La página «${closed.name}» se cerró: el flujo sigue en «${base.name}»`);
  }
  const openPage = async (): Promise<Page> => {
    const opened = await pages.openApart();
    await dress(opened);
    return opened;
  };
  /** An empty page in the place of one that hangs or is gone. */
  async function startAfresh(gone: KeptPage, why: string): Promise<void> {
    detach(gone.page);
    const fresh = pages.replace(gone, attach(await openPage()));
    if (base === gone) base = fresh;
    if (current === gone) current = fresh;
    log('warn', why);
  }

  context.on('close', onGone);
  return {
    get page() {
      return current.page;
    },
    get navigation() {
      return current.navigation;
    },
    get activity() {
      return current.activity;
    },
    get base() {
      return base.page;
    },
    dialogs,
    pages,
    enter: async (name, scope) => {
      if (base.page.isClosed())
        await startAfresh(base, 'Se cerraron todas las páginas: el flujo sigue en una en blanco');
      current = base;
      if (name === undefined) return;
      const patience = {
        signal: scope.signal,
        deadline: Math.min(scope.deadline, performance.now() + PAGE_PATIENCE_MS),
      };
      const found = await until(patience, () => Promise.resolve(pages.find(name)));
      if (found === undefined) {
        throw new AppError('step_failed', `No hay ninguna página llamada «${name}» (abiertas: ${pageNames(pages)})`, {
          hint: 'Comprueba que el paso que la abre esté antes, y que diga cómo se llama la página que abre.',
        });
      }
      current = found;
    },
    goTo: async (kept) => {
      base = kept;
      current = kept;
      await kept.page.bringToFront();
    },
    close: async (kept) => {
      if (pages.list().length === 1) {
        throw new AppError('step_failed', 'No se puede cerrar la única página que hay', {
          hint: 'Quita el paso, o abre antes otra página.',
        });
      }
      await kept.page.close();
    },
    openPage,
    revive: async () => {
      const hung = current;
      if (hung.page.isClosed()) return;
      reviving = hung;
      const lives = await revivePage(hung.page);
      reviving = undefined;
      if (lives === null)
        await startAfresh(hung, 'La página no respondía y se cerró: el flujo sigue en una página en blanco');
    },
    stop: () => {
      context.off('close', onGone);
      pages.stop();
      for (const { page } of pages.list()) detach(page);
    },
  };
}
