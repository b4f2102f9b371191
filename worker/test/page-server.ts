import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { tablePage } from './paged-table.ts';

export interface PageServer {
  /** Without a `/` at its end. */
  url: string;
  /** Every request that came, as `GET /path?query`. */
  hits: string[];
  /** The headers of the last request for a path. */
  headersOf: (path: string) => IncomingMessage['headers'] | undefined;
  close: () => Promise<void>;
}

type Answer = (response: ServerResponse, url: URL, request: IncomingMessage) => void | Promise<void>;

const html = (response: ServerResponse, body: string, status = 200, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(`<!doctype html>${body}`);
};
const attach = (name: string, type = 'application/octet-stream'): Record<string, string> => ({
  'content-type': type,
  'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
});
const LOGIN_FORM =
  '<title>Ingreso</title><form action="/entrar" method="get"><input id="usuario" name="u"><input id="clave" type="password" name="p"><button id="entrar">Ingresar</button></form>';

/** Pages that behave as portals do, well and badly. Everything else comes from the files in `pages/`. */
const ANSWERS: Record<string, Answer> = {
  '/500': (response) => html(response, '<h1>Error interno</h1>', 500),
  '/404': (response) => html(response, '<h1>No existe</h1>', 404),
  '/nunca': () => undefined,
  '/corta': (response) => void response.socket?.destroy(),
  // The document comes at once; one picture of it never does.
  '/carga-eterna': (response) => html(response, '<h1 id="titulo">Listo</h1><img src="/nunca">'),
  '/a-otra': (response) => html(response, `<script>location.replace('/pagina2.html')</script>`),
  '/redirige': (response, url) => void response.writeHead(302, { location: url.searchParams.get('a') ?? '/' }).end(),
  '/circulo': (response) => void response.writeHead(302, { location: '/circulo' }).end(),
  '/ingresar': (response) => html(response, LOGIN_FORM),
  '/entrar': (response, url) => {
    const ok = url.searchParams.get('p') === 'Soja2026!';
    response
      .writeHead(302, {
        location: ok ? '/privado' : '/ingresar',
        ...(ok ? { 'set-cookie': 'sesion=abierta-12345; Path=/' } : {}),
      })
      .end();
  },
  '/privado': (response, _url, request) => {
    if (/sesion=abierta/.test(request.headers.cookie ?? '')) html(response, '<a id="salir">Salir</a><h1>Privado</h1>');
    else response.writeHead(302, { location: '/ingresar?volver=/privado' }).end();
  },
  '/vence-por-script': (response) =>
    html(response, `<h1>Hola</h1><script>setTimeout(() => location.assign('/ingresar'), 50)</script>`),
  '/formulario-aqui': (response) => html(response, LOGIN_FORM),
  '/cabeceras': (response, _url, request) => html(response, `<pre id="c">${JSON.stringify(request.headers)}</pre>`),
  '/archivo': (response, url) => {
    const name = url.searchParams.get('n') ?? 'archivo.bin';
    response.writeHead(200, attach(name)).end(url.searchParams.get('t') ?? `contenido de ${name}`);
  },
  '/cortado': (response) => {
    response.writeHead(200, { ...attach('cortado.bin'), 'content-length': '500000' });
    response.write(Buffer.alloc(50_000), () => response.socket?.destroy());
  },
  '/estancado': (response) => {
    response.writeHead(200, { ...attach('estancado.bin'), 'content-length': '500000' });
    response.write(Buffer.alloc(50_000));
  },
  '/texto': (response) => void response.writeHead(200, { 'content-type': 'text/plain' }).end('a la vista'),
  '/tabla': (response, url) => html(response, tablePage(url)),
  '/filas.json': (response, url) => {
    const page = Number(url.searchParams.get('p'));
    const body = JSON.stringify([1, 2].map((n) => ({ numero: `L-${page}${n}`, importe: `${page}${n},00` })));
    setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(body), 30);
  },
};

/** A real HTTP server on loopback; every connection ends with it. */
export async function startPageServer(): Promise<PageServer> {
  const hits: string[] = [];
  const headers = new Map<string, IncomingMessage['headers']>();
  const sockets = new Set<Socket>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://local.test');
    hits.push(`${request.method ?? ''} ${request.url ?? ''}`);
    headers.set(url.pathname, request.headers);
    const own = ANSWERS[url.pathname];
    if (own !== undefined) return own(response, url, request);
    try {
      html(response, await readFile(join(import.meta.dirname, 'pages', url.pathname.slice(1)), 'utf8'));
    } catch {
      html(response, '<h1>No existe</h1>', 404);
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hits,
    headersOf: (path) => headers.get(path),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
