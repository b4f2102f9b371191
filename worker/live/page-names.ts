import type { BrowserContext, Page } from 'playwright-core';
import type { LivePage } from '@sri/shared/protocol/live-frame.ts';
import { attempt } from '../browser/scope.ts';

/** The pages of a run, each under a short name that lasts as long as it does. */
export interface PageNames {
  idOf: (page: Page) => string;
  find: (id: string) => Page | undefined;
  /** As they are told to whoever watches: addresses without query and fragment. */
  list: () => Promise<LivePage[]>;
}

const PATIENCE_MS = 500;
const MAX_PAGES = 20;
const MAX_TEXT = 200;

function plainAddress(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null || !/^https?:$/.test(parsed.protocol) ? '' : `${parsed.origin}${parsed.pathname}`;
}

/** `clean` takes secrets out of a text. */
export function namePages(context: BrowserContext, clean: (text: string) => string): PageNames {
  const ids = new WeakMap<Page, string>();
  let last = 0;
  const idOf = (page: Page): string => {
    const id = ids.get(page) ?? `p${(last += 1)}`;
    ids.set(page, id);
    return id;
  };
  const text = (raw: string): string => clean(raw).slice(0, MAX_TEXT);
  return {
    idOf,
    find: (id) => context.pages().find((page) => idOf(page) === id),
    list: () =>
      Promise.all(
        context
          .pages()
          .slice(0, MAX_PAGES)
          .map(async (page) => ({
            id: idOf(page),
            url: text(plainAddress(page.url())),
            // A page that hangs has no title to tell.
            title: text(await attempt(page.title(), '', PATIENCE_MS)),
          })),
      ),
  };
}
