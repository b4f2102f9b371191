import type { BrowserContext, Page } from 'playwright-core';
import { FIRST_PAGE } from '@sri/shared/model/step-base.ts';
import { watchNavigation, type NavigationWatch } from './navigation-watch.ts';
import { watchActivity, type PageActivity } from './page-activity.ts';

/** A page of a run, with what is watched about it. */
export interface KeptPage {
  page: Page;
  name: string;
  navigation: NavigationWatch;
  activity: PageActivity;
  opener: Page | null;
}

export interface KeptPages {
  list: () => KeptPage[];
  /** The page that opened last under this name. */
  find: (name: string) => KeptPage | undefined;
  of: (page: Page) => KeptPage | undefined;
  /** The next page that opens is called so. */
  expect: (name: string | undefined) => void;
  /** Takes in a page that the run opened for itself, under the name of one that is gone. */
  replace: (gone: KeptPage, page: Page) => KeptPage;
  /** A page for the caller's own use, that is none of the flow's. */
  openApart: () => Promise<Page>;
  stop: () => void;
}

export interface KeptPagesOptions {
  context: BrowserContext;
  first: Page;
  onOpen: (kept: KeptPage) => void;
  onClose: (kept: KeptPage) => void;
  log: (level: 'info' | 'warn', message: string) => void;
}

/** A page that opens windows without end is not to take the machine with it. */
const MAX_PAGES = 20;

/** Every page that the portal opens becomes a page of the run, with a name. */
export function keepPages({ context, first, onOpen, onClose, log }: KeptPagesOptions): KeptPages {
  const kept: KeptPage[] = [];
  let expected: string | undefined;
  let count = 0;
  let opening = 0;
  /** Opened by nobody while one of our own was being opened: it may be that one. */
  let unclear: Page[] = [];
  let over = false;

  function freeName(): string {
    let number = count;
    while (kept.some(({ name }) => name === `page${number}`)) number += 1;
    return `page${number}`;
  }
  function take(page: Page, name: string, opener: Page | null): KeptPage {
    const one = { page, name, opener, navigation: watchNavigation(page), activity: watchActivity(page) };
    kept.push(one);
    page.once('close', () => {
      if (drop(one) && !over) onClose(one);
    });
    return one;
  }
  /** False where it was dropped before. */
  function drop(one: KeptPage): boolean {
    const at = kept.indexOf(one);
    if (at === -1) return false;
    kept.splice(at, 1);
    one.navigation.stop();
    one.activity.stop();
    return true;
  }
  function adopt(page: Page, opener: Page | null): void {
    if (over || page.isClosed()) return;
    if (kept.length >= MAX_PAGES) {
      log('warn', `El portal abrió demasiadas ventanas (más de ${MAX_PAGES}): se cerró la última`);
      void page.close().catch(() => undefined);
      return;
    }
    count += 1;
    const name = expected ?? freeName();
    expected = undefined;
    onOpen(take(page, name, opener));
  }
  const onPage = (page: Page): void => void arrive(page);
  async function arrive(page: Page): Promise<void> {
    const opener = await page.opener().catch(() => null);
    if (opener === null && opening > 0) unclear.push(page);
    else adopt(page, opener);
  }

  count = 1;
  take(first, FIRST_PAGE, null);
  context.on('page', onPage);
  return {
    list: () => [...kept],
    find: (name) => kept.findLast((one) => one.name === name),
    of: (page) => kept.find((one) => one.page === page),
    expect: (name) => (expected = name),
    replace: (gone, page) => {
      drop(gone);
      return take(page, gone.name, gone.opener);
    },
    openApart: async () => {
      opening += 1;
      try {
        const page = await context.newPage();
        unclear = unclear.filter((one) => one !== page);
        return page;
      } finally {
        opening -= 1;
        if (opening === 0) for (const page of unclear.splice(0)) adopt(page, null);
      }
    },
    stop: () => {
      over = true;
      context.off('page', onPage);
      for (const { navigation, activity } of kept) {
        navigation.stop();
        activity.stop();
      }
    },
  };
}
