import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A portal that closes every connection without a word, until it is mended. */
export async function startClosingPortal(): Promise<{ url: string; mend: () => void; close: () => Promise<void> }> {
  const server = createServer((_request, response) => response.end('<title>Portal</title><h1>Bienvenido</h1>'));
  const slam = (socket: Socket): unknown => socket.destroy();
  server.on('connection', slam);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    mend: () => void server.off('connection', slam),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
