import { Router } from 'express';
import { html } from '../html.ts';
import { readField } from '../read-field.ts';
import { testPage } from './test-page.ts';

interface Count {
  get: number;
  post: number;
}

const MAX_KEYS = 10_000;

/** Counts page views and submits by key, to prove that something was sent once; `contador.json` reads without counting. */
export function counterRoutes(): Router {
  const router = Router();
  const counts = new Map<string, Count>();

  const countFor = (key: string): Count => counts.get(key) ?? { get: 0, post: 0 };
  const add = (key: string, kind: keyof Count): void => {
    const count = countFor(key);
    counts.set(key, { ...count, [kind]: count[kind] + 1 });
    const [oldest] = counts.keys();
    if (counts.size > MAX_KEYS && oldest !== undefined) counts.delete(oldest);
  };
  const show = (key: string): string => {
    const { get, post } = countFor(key);
    return testPage(
      'Contador',
      html`<p>
          Clave <b id="clave-contador">${key}</b>: <b id="visitas">${get}</b> visitas,
          <b id="envios">${post}</b> envíos.
        </p>
        <form method="post" action="/pruebas/contador?${new URLSearchParams({ k: key }).toString()}">
          <button type="submit" id="enviar">Enviar</button>
        </form>`,
    );
  };

  router.get('/pruebas/contador', (req, res) => {
    const key = keyOf(req.query);
    add(key, 'get');
    res.send(show(key));
  });
  router.post('/pruebas/contador', (req, res) => {
    const key = keyOf(req.query);
    add(key, 'post');
    res.send(show(key));
  });
  router.get('/pruebas/contador.json', (req, res) => {
    const key = keyOf(req.query);
    const { get, post } = countFor(key);
    res.json({ k: key, get, post, total: get + post });
  });
  return router;
}

function keyOf(query: unknown): string {
  return readField(query, 'k').slice(0, 100) || 'general';
}
