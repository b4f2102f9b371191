import { Router } from 'express';
import { html } from '../html.ts';
import { readField } from '../read-field.ts';
import { testPage } from './test-page.ts';

const HALF = 64 * 1024;
const DEFAULT_DELAY_MS = 3000;
const MAX_DELAY_MS = 120_000;

/** Answers that go wrong on the wire: an error, silence, a torn download, a late page. */
export function answerFaultRoutes(): Router {
  const router = Router();

  router.get('/pruebas/error-500', (_req, res) => {
    const content = html`<p class="mensaje error" id="error">
      Error interno del servidor. Código de incidente: PRUEBA-500.
    </p>`;
    res.status(500).send(testPage('Error', content));
  });

  router.get('/pruebas/nunca', () => undefined);

  router.get('/pruebas/descarga-cortada', (_req, res) => {
    res
      .attachment('cortada.csv')
      .type('text/csv')
      .setHeader('Content-Length', String(HALF * 2));
    res.write('numero;importe\r\n'.padEnd(HALF, '0001;1.234,56\r\n'), () => res.socket?.destroy());
  });

  router.get('/pruebas/lenta', (req, res) => {
    const asked = readField(req.query, 'ms');
    const delay = /^\d{1,9}$/.test(asked) ? Math.min(Number(asked), MAX_DELAY_MS) : DEFAULT_DELAY_MS;
    const timer = setTimeout(() => {
      res.send(testPage('Página lenta', html`<p id="tardanza">Esta página tardó ${delay} ms.</p>`));
    }, delay);
    res.on('close', () => clearTimeout(timer));
  });

  return router;
}
