import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { page } from '../layout.ts';

/** A page under /pruebas: no login, and a way back to the list of all of them. */
export function testPage(title: string, content: Html): string {
  return page({
    title,
    content: html`${content}
      <p class="chico"><a href="/pruebas/">Todas las páginas de prueba</a></p>`,
  });
}
