import type { Html } from './html.ts';
import { html } from './html.ts';

/** One page of a list; `page` counts from 1 and is never above `pages`, which is at least 1. */
export interface Page<T> {
  rows: readonly T[];
  page: number;
  pages: number;
}

/** The rows of the page that was asked for; nonsense gives the first page, too high a number the last one. */
export function pageOf<T>(rows: readonly T[], asked: string, size: number): Page<T> {
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const number = /^\d{1,6}$/.test(asked) ? Number(asked) : 1;
  const page = Math.min(Math.max(1, number), pages);
  return { rows: rows.slice((page - 1) * size, page * size), page, pages };
}

/**
 * What "Siguiente" does on the last page. Old portals do all three, and each list here does it in its own way:
 * the link is gone, it stays without an address, or it stays and shows the last page again.
 */
export type PagerEnd = 'gone' | 'disabled' | 'repeats';

/** "Página 2 de 6" with its links; `address` gives a page's address. */
export function pager(page: Page<unknown>, end: PagerEnd, address: (page: number) => string): Html {
  const previous = page.page > 1 && html`<a class="anterior" href="${address(page.page - 1)}">Anterior</a>`;
  return html`<div class="paginador">
    ${previous}
    <span id="pagina-actual">Página ${page.page} de ${page.pages}</span>
    ${nextLink(page, end, address)}
  </div>`;
}

function nextLink(page: Page<unknown>, end: PagerEnd, address: (page: number) => string): Html | false {
  const last = page.page === page.pages;
  if (last && end === 'gone') return false;
  if (last && end === 'disabled') {
    return html`<a class="siguiente deshabilitado" role="link" aria-disabled="true">Siguiente</a>`;
  }
  return html`<a class="siguiente" href="${address(page.page + 1)}">Siguiente</a>`;
}
