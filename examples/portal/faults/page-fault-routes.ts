import { Router } from 'express';
import { html, toText } from '../html.ts';
import { framePage } from '../layout.ts';
import { readField } from '../read-field.ts';
import { tableHead } from '../table-head.ts';
import { testPage } from './test-page.ts';

/** Pages that are hard to handle in the browser: twins, dialogs, an endless script, frames. Their scripts are in public/. */
export function pageFaultRoutes(): Router {
  const router = Router();

  router.get('/pruebas/duplicados', (_req, res) => {
    const rows = ['Soja', 'Maíz', 'Trigo'].map(
      (species) =>
        html`<tr>
          <td>${species}</td>
          <td><button type="button" class="ver" data-especie="${species}">Ver</button></td>
        </tr>`,
    );
    const content = html`<table class="datos" id="gemelos">
        ${tableHead(['Especie', 'Acción'])}
        <tbody>
          ${rows}
        </tbody>
      </table>
      <p><span id="repetido">Primero</span> <span id="repetido">Segundo</span></p>
      <p id="resultado">Nada elegido</p>
      <script src="/estatico/duplicados.js"></script>`;
    res.send(testPage('Duplicados', content));
  });

  router.get('/pruebas/dialogo', (req, res) => {
    const content = html`<p>
        <button type="button" id="alerta">Avisar</button>
        <button type="button" id="confirmacion">Confirmar</button>
        <button type="button" id="pregunta">Preguntar</button>
      </p>
      <p id="resultado">Sin respuesta</p>
      <script src="/estatico/dialogo.js" data-al="${readField(req.query, 'al')}"></script>`;
    res.send(testPage('Diálogos', content));
  });

  router.get('/pruebas/bucle', (req, res) => {
    const content = html`<p>
        Esta página se cuelga ${readField(req.query, 'al') === 'clic' ? 'cuando usted quiera' : 'ahora'}.
      </p>
      <button type="button" id="colgar">Colgar la página</button>
      <script src="/estatico/bucle.js" data-al="${readField(req.query, 'al')}"></script>`;
    res.send(testPage('Bucle', content));
  });

  router.get('/pruebas/marcos', (_req, res) => {
    const page = html`<!doctype html>
      <html lang="es-AR">
        <head>
          <meta charset="utf-8" />
          <title>Marcos</title>
        </head>
        <frameset cols="240,*">
          <frame name="menu" title="Menú" src="/pruebas/marcos/menu" />
          <frame name="principal" title="Contenido" src="/pruebas/formulario" />
        </frameset>
      </html>`;
    res.send(toText(page));
  });

  router.get('/pruebas/marcos/menu', (_req, res) => {
    const links = ['formulario', 'duplicados', 'dialogo'].map(
      (name) => html`<li><a target="principal" href="/pruebas/${name}">${name}</a></li>`,
    );
    res.send(
      framePage(
        'Menú',
        html`<ul>
          ${links}
        </ul>`,
      ),
    );
  });

  return router;
}
