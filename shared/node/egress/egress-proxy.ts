import { request, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { EgressFailure } from './egress-failure.ts';

/** A proxy on the way out that resolves names itself and refuses private addresses at the address it dials. */
export interface EgressProxy {
  host: string;
  port: number;
}

/** Where `http://host:port` is. */
export function parseEgressProxy(url: string): EgressProxy {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 80 : Number(port) };
}

/** What Squid says of a connection that it did not make, in its header `X-Squid-Error`. */
const KINDS: [RegExp, EgressFailure['kind']][] = [
  [/^ERR_DNS_FAIL|^ERR_CANNOT_FORWARD/, 'unresolved'],
  [/^ERR_ACCESS_DENIED/, 'refused'],
  [/TIMEOUT/, 'timeout'],
];

function kindOf({ statusCode, headers }: IncomingMessage): EgressFailure['kind'] {
  const said = String(headers['x-squid-error'] ?? '');
  const known = KINDS.find(([pattern]) => pattern.test(said))?.[1];
  if (known !== undefined) return known;
  if (statusCode === 403) return 'refused';
  return statusCode === 504 ? 'timeout' : 'unreachable';
}

/** Opens a connection to `host:port` through the proxy (CONNECT, RFC 9110, 9.3.6); why not, where it cannot. Never throws. */
export function connectThrough(
  proxy: EgressProxy,
  host: string,
  port: number,
  timeoutMs: number,
): Promise<Socket | EgressFailure['kind']> {
  return new Promise((resolve) => {
    const path = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    const asked = request({ ...proxy, method: 'CONNECT', path, agent: false, headers: { host: path } });
    const timer = setTimeout(() => end('timeout'), timeoutMs);
    const end = (why: EgressFailure['kind']): void => {
      clearTimeout(timer);
      asked.destroy();
      resolve(why);
    };
    asked.on('error', () => end('unreachable'));
    // An answer that is no tunnel, as of a server that is no proxy.
    asked.once('response', (answer) => end(kindOf(answer)));
    asked.once('connect', (answer, socket: Socket, head: Buffer) => {
      if (answer.statusCode !== 200) return end(kindOf(answer));
      clearTimeout(timer);
      if (head.length > 0) socket.unshift(head);
      socket.setNoDelay(true);
      resolve(socket);
    });
    asked.end();
  });
}
