import type { Response } from 'express';
import { html } from './html.ts';
import { page } from './layout.ts';

/** Answers 404 with a page that says what is missing and where to go. */
export function sendNotFound(res: Response, text: string): void {
  const content = html`<p class="mensaje error" id="error">${text}</p>
    <p><a href="/inicio">Volver al inicio</a></p>`;
  res.status(404).send(page({ title: 'No encontrado', content }));
}
