import type { BrowserContext, Dialog, Page } from 'playwright-core';
import { browserCrashed } from './browser-error.ts';
import { watchNavigation, type NavigationWatch } from './navigation-watch.ts';
import { watchActivity, type PageActivity } from './page-activity.ts';
import { revivePage } from './revive-page.ts';
import type { AppError } from '@sri/shared/errors.ts';

/** The page that the flow is on, with what is watched about it. */
export interface PageKeeper {
  readonly page: Page;
  readonly navigation: NavigationWatch;
  readonly activity: PageActivity;
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

const KINDS: Readonly<Record<string, string>> = {
  alert: 'aviso',
  confirm: 'pregunta',
  prompt: 'pregunta',
  beforeunload: 'aviso al salir',
};

/** Keeps the flow's page: answers its dialogs, tells of windows that it opens, watches its navigations and requests. */
export function keepPage({ context, page: first, dress, log, onCrash }: PageKeeperOptions): PageKeeper {
  let page = first;
  let navigation: NavigationWatch;
  let activity: PageActivity;

  // An alert only wants to be read. To say yes to a question is for a person to decide.
  const onDialog = (dialog: Dialog): void => {
    const accepts = dialog.type() === 'alert' || dialog.type() === 'beforeunload';
    const text = dialog.message().slice(0, 500);
    log(
      accepts ? 'info' : 'warn',
      `El portal mostró un ${KINDS[dialog.type()] ?? 'diálogo'}: «${text}» (${accepts ? 'aceptado' : 'respondido que no'})`,
    );
    (accepts ? dialog.accept() : dialog.dismiss()).catch(() => undefined);
  };
  const onPopup = (popup: Page): void =>
    log('info', `El portal abrió otra ventana (${popup.url()}); el flujo sigue en la misma`);
  const onPageCrash = (): void => onCrash(browserCrashed('La página se cayó (el proceso del navegador terminó)'));
  const onGone = (): void => onCrash(browserCrashed('El navegador se cerró o se cayó en plena ejecución'));

  const attach = (): void => {
    page.on('dialog', onDialog).on('popup', onPopup).on('crash', onPageCrash);
    navigation = watchNavigation(page);
    activity = watchActivity(page);
  };
  const detach = (): void => {
    page.off('dialog', onDialog).off('popup', onPopup).off('crash', onPageCrash);
    navigation.stop();
    activity.stop();
  };
  const openPage = async (): Promise<Page> => {
    const opened = await context.newPage();
    await dress(opened);
    return opened;
  };
  attach();
  context.on('close', onGone);
  return {
    get page() {
      return page;
    },
    get navigation() {
      return navigation;
    },
    get activity() {
      return activity;
    },
    openPage,
    revive: async () => {
      if ((await revivePage(page)) !== null) return;
      detach();
      page = await openPage();
      attach();
      log('warn', 'La página no respondía y se cerró: el flujo sigue en una página en blanco');
    },
    stop: () => {
      context.off('close', onGone);
      detach();
    },
  };
}
