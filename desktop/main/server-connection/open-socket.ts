import type { ClientMessage } from '@sri/shared/protocol/api/live.ts';
import tls from 'node:tls';
import { WebSocket } from 'ws';
import type { SocketLike } from '../../client/live-socket.ts';

/** What this computer trusts, as the calls over HTTP do; older runtimes only know their own list. */
function trusted(): string[] | undefined {
  const { getCACertificates, rootCertificates } = tls as Partial<typeof tls>;
  return getCACertificates === undefined ? undefined : [...(rootCertificates ?? []), ...getCACertificates('system')];
}

/** Opens a live socket. Who is there is said with the first message: no token stands in an address. */
export function openSocket(url: string, token: string): SocketLike {
  const ca = url.startsWith('wss:') ? trusted() : undefined;
  const socket = new WebSocket(url, { ...(ca === undefined ? {} : { ca }), followRedirects: false });
  const auth: ClientMessage = { type: 'auth', token };
  socket.addEventListener('open', () => socket.send(JSON.stringify(auth)));
  // What went wrong comes with `close` as well; without a listener it would end the app.
  socket.addEventListener('error', () => undefined);
  return socket;
}
