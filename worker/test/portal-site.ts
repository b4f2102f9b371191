import type { ServerResponse } from 'node:http';
import { startHitServer } from './hit-server.ts';

export interface PortalSite {
  url: string;
  /** Requests so far, as `GET /path`. */
  hits: string[];
  /** How often this path was asked for. */
  count(path: string): number;
  /** Lets `/hold` answer, now and from now on. */
  release(): void;
  /** Lets `/hold` wait again. */
  hold(): void;
  close(): Promise<void>;
}

const page = (body: string): string => `<!doctype html><meta charset="utf-8"><title>Portal</title>${body}`;

/** Fills the memory of its own process until that dies. */
const HOG = `<script>const kept = []; for (;;) kept.push(new Array(1e6).fill(kept.length));</script>`;

/**
 * A site that can be told when to answer: `/` at once, `/hold` when released, `/beat` a page that calls `/ping/N` again
 * and again (N grows with each opening), `/hog` a page that dies, `/broken` no answer but the end of the connection, `/file` a download of 3 MB.
 */
export async function startPortalSite(): Promise<PortalSite> {
  let held = true;
  let beats = 0;
  const waiting: ServerResponse[] = [];
  const html = (response: ServerResponse, body: string): void => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(body));
  };
  const server = await startHitServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    if (pathname === '/hold' && held) waiting.push(response);
    else if (pathname === '/beat') {
      beats += 1;
      html(response, `<script>setInterval(() => fetch('/ping/${beats}'), 50)</script>`);
    } else if (pathname === '/hog') html(response, HOG);
    else if (pathname === '/broken') request.socket.destroy();
    else if (pathname === '/file') {
      response
        .writeHead(200, {
          'content-type': 'application/pdf',
          'content-disposition': 'attachment; filename="resumen.pdf"',
        })
        .end(Buffer.alloc(3 * 1024 * 1024, 'x'));
    } else html(response, `<h1>Hola</h1><form action="/submitted"><button id="enviar">Enviar</button></form>`);
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    hits: server.hits,
    count: (path) => server.hits.filter((hit) => hit === `GET ${path}` || hit.startsWith(`GET ${path}?`)).length,
    release: () => {
      held = false;
      for (const response of waiting.splice(0)) html(response, '<h1>Por fin</h1>');
    },
    hold: () => void (held = true),
    close: server.close,
  };
}
