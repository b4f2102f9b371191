import { Router } from 'express';
import { html } from '../html.ts';
import { readField } from '../read-field.ts';
import { testPage } from './test-page.ts';

const MOST_COOKIES = 200;

/** The number that was asked for, between 1 and `most`. */
function numberOf(text: string, fallback: number, most: number): number {
  return /^\d{1,9}$/.test(text) ? Math.min(most, Math.max(1, Number(text))) : fallback;
}

/** Pages that leave much behind in the browser: cookies by the hundred, megabytes of localStorage. */
export function storedRoutes(): Router {
  const router = Router();

  router.get('/pruebas/cookies', (req, res) => {
    const count = numberOf(readField(req.query, 'cuantas'), 100, MOST_COOKIES);
    const names = Array.from({ length: count }, (_none, index) => `prueba${String(index + 1).padStart(3, '0')}`);
    res.setHeader(
      'set-cookie',
      names.map((name) => `${name}=${name}; Path=/; SameSite=Lax`),
    );
    res.send(testPage('Cookies', html`<p id="resultado">Esta página dejó ${count} cookies.</p>`));
  });

  router.get('/pruebas/almacen', (req, res) => {
    const megabytes = numberOf(readField(req.query, 'mb'), 3, 4);
    const content = html`<p id="resultado">Guardando ${megabytes} MB</p>
      <script src="/estatico/almacen.js" data-mb="${String(megabytes)}"></script>`;
    res.send(testPage('Almacén', content));
  });

  return router;
}
