import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import type { ControlPlane } from './compose.ts';
import { refuseWhenStopping } from './http/refuse-when-stopping.ts';

export interface ServeOptions {
  host: string;
  /** 0 for any free one. */
  port: number;
  trustProxy: string;
}

/** What is under way when the server stops has this long to end, in ms. */
const DRAIN_MS = 5000;

function listen(server: Server, { host, port }: ServeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/**
 * Serves the API, the live door and what runs by itself. Registers with the plane's `shutdown`: nothing new is taken,
 * whoever watches is sent away, requests under way end. Returns the address, as `http://127.0.0.1:3000`.
 */
export async function serveControlPlane(plane: ControlPlane, options: ServeOptions): Promise<string> {
  const { routes, webConsole, log, shutdown } = plane;
  let stopping = false;
  const before = [refuseWhenStopping(() => stopping), ...plane.before];
  const server = createServer(createApp({ routes, webConsole, log, before, trustProxy: options.trustProxy }));
  const endLive = plane.attachLive(server);
  await listen(server, options);
  plane.background.start();
  shutdown.onClose('http', async () => {
    stopping = true;
    const closed = new Promise((resolve) => server.close(resolve));
    endLive();
    server.closeIdleConnections();
    const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    await closed;
    clearTimeout(late);
  });
  return `http://${options.host}:${(server.address() as AddressInfo).port}`;
}
