import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const PAGE = `<!doctype html><title>En espera</title><h1>En espera</h1>
<script>fetch('/espera').then(() => document.body.insertAdjacentHTML('beforeend', '<p id="listo">Listo</p>'))</script>`;

/** A page that shows `#listo` once it is released: whoever waits for that is under way as long as the test wants. */
export async function startHeldPage(): Promise<{ url: string; release: () => void; close: () => Promise<void> }> {
  const waiting: ServerResponse[] = [];
  let isHeld = true;
  const server = createServer((request, response) => {
    if (request.url === '/espera' && isHeld) waiting.push(response);
    else response.setHeader('content-type', 'text/html').end(PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    release: () => {
      isHeld = false;
      for (const response of waiting) response.end();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
