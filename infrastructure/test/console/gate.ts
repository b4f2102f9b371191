import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface Gate {
  /** The same server, by way of the gate. */
  url: string;
  /** Nobody gets through any more, and who is inside is thrown out: the server is down, as seen from here. */
  shut: () => Promise<void>;
  open: () => Promise<void>;
}

/** A way to the server at `url` that can be shut, on a port of its own. Starts open. */
export async function startGate(url: string): Promise<Gate> {
  const { hostname, port } = new URL(url);
  const inside = new Set<Socket>();
  const server = createServer((incoming) => {
    const outgoing = connect(Number(port), hostname);
    for (const [one, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      inside.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        inside.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  const listen = (on: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(on, '127.0.0.1', () => resolve());
    });
  await listen(0);
  const own = (server.address() as AddressInfo).port;
  return {
    url: `http://localhost:${own}`,
    open: () => listen(own),
    shut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of inside) socket.destroy();
      }),
  };
}
