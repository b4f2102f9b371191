import { Router } from 'express';
import { html } from '../html.ts';
import { tableHead } from '../table-head.ts';
import { testPage } from './test-page.ts';

const PAGES = [
  {
    path: 'formulario',
    text: 'Todo tipo de campos, un menú que se abre al pasar el puntero, y lo que el servidor recibió.',
  },
  { path: 'duplicados', text: 'Varios elementos iguales para un mismo selector.' },
  { path: 'dialogo', text: 'Diálogos del navegador: alert, confirm, prompt.' },
  { path: 'marcos', text: 'Un frameset con menú y contenido, como antes.' },
  { path: 'contador?k=general', text: 'Cuenta visitas y envíos por clave.' },
  { path: 'lenta?ms=3000', text: 'Tarda lo que diga ms (milisegundos).' },
  { path: 'error-500', text: 'Responde 500.' },
  { path: 'nunca', text: 'Acepta la conexión y no responde.' },
  { path: 'descarga-cortada', text: 'Una descarga que se corta por la mitad.' },
  { path: 'ventana', text: 'El ingreso, en otra ventana.' },
  { path: 'cookies?cuantas=100', text: 'Deja tantas cookies.' },
  { path: 'almacen?mb=3', text: 'Guarda tantos MB en localStorage.' },
  { path: 'bucle', text: 'Un script que no termina (con ?al=clic, después de un clic).' },
] as const;

/** The list of the test pages; each link's id is the page's name. */
export function faultIndexRoutes(): Router {
  return Router().get('/pruebas', (_req, res) => {
    const rows = PAGES.map(
      ({ path, text }) =>
        html`<tr>
          <td><a id="${path.replace(/\?.*/, '')}" href="/pruebas/${path}">${path}</a></td>
          <td>${text}</td>
        </tr>`,
    );
    const content = html`<p>Estas páginas se portan mal a propósito: sirven para probar flujos y robots.</p>
      <table class="datos">
        ${tableHead(['Página', 'Qué hace'])}
        <tbody>
          ${rows}
        </tbody>
      </table>`;
    res.send(testPage('Páginas de prueba', content));
  });
}
