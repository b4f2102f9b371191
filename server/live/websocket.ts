import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { AppError } from '@sri/shared/errors.ts';
import { LIVE_CLOSE, LIVE_PATH } from '@sri/shared/protocol/api/live.ts';
import type { Caller } from '../http/route.ts';
import { serveConnection, type LiveOptions } from './live-connection.ts';

const MAX_MESSAGE_BYTES = 64 * 1024;
const REASONS: Record<number, string> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
};

function refuse(stream: Duplex, status: number): void {
  const reason = REASONS[status] ?? 'Internal Server Error';
  stream.end(`HTTP/1.1 ${REASONS[status] === undefined ? 500 : status} ${reason}\r\nConnection: close\r\n\r\n`);
}

/** A page of another site can open a socket with the console's cookie; its Origin gives it away. */
function isForeignPage({ headers }: IncomingMessage, caller: Caller | null): boolean {
  if (caller?.via !== 'cookie' || headers.origin === undefined) return false;
  return !URL.canParse(headers.origin) || new URL(headers.origin).host !== headers.host;
}

/** Answers WebSocket handshakes at /api/live; every other upgrade is refused. Returns how to end all of them. */
export function attachWebSocket(server: Server, options: LiveOptions): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  let stopping = false;

  async function shake(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    const [path] = (request.url ?? '').split('?');
    if (path !== LIVE_PATH) return refuse(stream, 404);
    if (stopping) return refuse(stream, 503);
    const caller = await options.authenticate(request);
    if (isForeignPage(request, caller)) return refuse(stream, 403);
    sockets.handleUpgrade(request, stream, head, (socket) => serveConnection(socket, caller, options));
  }

  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy());
    shake(request, stream, head).catch((error: unknown) =>
      refuse(stream, error instanceof AppError ? error.status : 500),
    );
  });
  return () => {
    stopping = true;
    for (const socket of sockets.clients) {
      socket.close(LIVE_CLOSE.goingAway, 'the server is stopping');
      setTimeout(() => socket.terminate(), 1000).unref();
    }
    sockets.close();
  };
}
