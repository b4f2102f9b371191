import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A portal that keeps its login in every way there is, and counts who asked it for what. */
export interface StoringPortal {
  url: string;
  hits: string[];
  close(): Promise<void>;
}

const LOGIN = `<!doctype html><title>Ingreso</title><h1>Ingreso</h1>
<button id="entrar" onclick="entrar()">Entrar</button>
<script>
async function entrar() {
  await fetch('/cookies', { method: 'POST' });
  localStorage.setItem('grande', 'ñ'.repeat(1_500_000));
  sessionStorage.setItem('pestana', 'uno');
  const asked = indexedDB.open('acceso', 3);
  asked.onupgradeneeded = () => {
    const store = asked.result.createObjectStore('pases', { keyPath: 'id' });
    store.createIndex('porFecha', 'fecha');
    asked.result.createObjectStore('sueltos', { autoIncrement: true });
  };
  await new Promise((resolve) => (asked.onsuccess = resolve));
  const secret = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']).catch(() => null);
  const change = asked.result.transaction(['pases', 'sueltos'], 'readwrite');
  change.objectStore('pases').put({ id: 'yo', fecha: new Date(0), bytes: new Uint8Array([1, 2, 255]) });
  change.objectStore('sueltos').put({ llano: true, lista: [1, 'dos'] });
  if (secret !== null && location.hash === '#llave') change.objectStore('sueltos').put(secret);
  await new Promise((resolve) => (change.oncomplete = resolve));
  location.href = location.origin.replace('127.0.0.1', 'localhost') + '/cookies';
}
</script>`;
const INSIDE = `<!doctype html><title>Inicio</title>
<header><a id="salir" href="/salir">Cerrar sesión</a> <span class="quien">Agro del Sur</span></header>
<button id="saludo" onclick="this.textContent = 'saludado'">Saludar</button>
<input id="campo" type="password">`;

/** `cookies`: how many the login sets at each of its two hosts, besides the one that counts. */
export async function startStoringPortal(cookies = 100): Promise<StoringPortal> {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    hits.push(`${request.method} ${path}`);
    if (path === '/cookies') {
      // A browser keeps 180 cookies of a host at most: the rest comes from another one.
      const all = Array.from({ length: cookies }, (_, index) => `c${index}=valor-${index}; Path=/; Max-Age=86400`);
      response.setHeader('set-cookie', [...all, 'sid=secreto; Path=/; HttpOnly; SameSite=Lax']);
      const inside = `http://127.0.0.1:${(server.address() as AddressInfo).port}/inicio`;
      return request.method === 'POST'
        ? response.writeHead(204).end()
        : response.writeHead(303, { location: inside }).end();
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (path === '/inicio') return response.end(INSIDE);
    return response.end(LOGIN);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hits,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
