import { Router } from 'express';
import { html } from '../html.ts';
import { testPage } from './test-page.ts';

/** A login in a window of its own, which closes when it is done and leads the page that opened it on. */
export function popupRoutes(): Router {
  return Router()
    .get('/pruebas/ventana', (_req, res) => {
      const content = html`<p><button type="button" id="abrir">Ingresar en otra ventana</button></p>
        <script src="/estatico/ventana.js"></script>`;
      res.send(testPage('Ingreso en otra ventana', content));
    })
    .get('/pruebas/ventana/lista', (_req, res) => {
      const content = html`<p>Ya puede cerrar esta ventana.</p>
        <script src="/estatico/ventana-lista.js"></script>`;
      res.send(testPage('Ingreso listo', content));
    });
}
