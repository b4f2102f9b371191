import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A TCP proxy in front of a real service that can do to connections what networks do. */
export interface FaultProxy {
  port: number;
  /** Closes what is open; new connections work. Returns how many there were. */
  drop(): number;
  /** Closes what is open and refuses what comes, until `mend`. */
  cut(): void;
  /** What is open now hears nothing any more, and is not told so; new connections work. With `requests`, so do not those that send one which matches. */
  swallow(requests?: RegExp): void;
  /** Of the next exchange whose request matches, the reply is not delivered: the connection is closed instead. */
  dropReplyTo(request: RegExp): void;
  mend(): void;
  /** Replies that were dropped. */
  dropped(): number;
  close(): Promise<void>;
}

interface Pair {
  client: Socket;
  service: Socket;
  swallowed: boolean;
}

export async function startFaultProxy(target: { host: string; port: number }): Promise<FaultProxy> {
  const pairs = new Set<Pair>();
  let refusing = false;
  let dropping: RegExp | undefined;
  let swallowing: RegExp | undefined;
  let dropped = 0;

  function end(pair: Pair): void {
    pair.client.destroy();
    pair.service.destroy();
    pairs.delete(pair);
  }

  function drop(): number {
    const open = [...pairs];
    for (const pair of open) end(pair);
    return open.length;
  }

  const server = createServer((client) => {
    if (refusing) {
      client.destroy();
      return;
    }
    const pair: Pair = { client, service: connect(target.port, target.host), swallowed: false };
    let dropReply = false;
    pairs.add(pair);
    client.on('data', (data) => {
      pair.swallowed ||= swallowing?.test(data.toString('latin1')) === true;
      if (pair.swallowed) return;
      if (dropping?.test(data.toString('latin1')) === true) {
        dropping = undefined;
        dropReply = true;
      }
      pair.service.write(data);
    });
    pair.service.on('data', (data) => {
      if (pair.swallowed) return;
      if (dropReply) {
        dropped += 1;
        end(pair);
      } else client.write(data);
    });
    for (const side of [client, pair.service]) side.on('error', () => end(pair)).on('close', () => end(pair));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    drop,
    cut: () => {
      refusing = true;
      drop();
    },
    swallow: (requests) => {
      swallowing = requests;
      for (const pair of pairs) pair.swallowed = true;
    },
    dropReplyTo: (request) => void (dropping = request),
    mend: () => {
      refusing = false;
      swallowing = undefined;
    },
    dropped: () => dropped,
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      drop();
      return closed;
    },
  };
}
