import { request, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { DeliveryFault } from '@sri/shared/model/webhook.ts';
import { parseAddress } from '@sri/shared/node/egress/egress-address.ts';
import type { Dial, Dialled } from '@sri/shared/node/egress/egress-dial.ts';
import { placeOf } from './check-address.ts';

export interface Answer {
  code: number;
  retryAfter: string | undefined;
  /** Its first bytes as text. */
  body: string;
}

export interface NoAnswer {
  fault: Exclude<DeliveryFault, 'status' | 'gone' | 'redirect' | 'disabled'>;
  /** One sentence, for people. */
  message: string;
}

export interface PostOptions {
  headers: Record<string, string>;
  body: string;
  /** For all of it, to the end of the answer. */
  signal: AbortSignal;
}

/** Sends a body to an address, over a connection of its own, once; follows nothing. Never throws. */
export type Post = (url: URL, options: PostOptions) => Promise<Answer | NoAnswer>;

const KEPT_BYTES = 2048;
/** An answer that goes on for longer is not waited for. */
const READ_BYTES = 65_536;

const broken = (message: string): NoAnswer => ({ fault: 'broken', message });
const TIMED_OUT: NoAnswer = { fault: 'timeout', message: 'It did not answer in time.' };

/** Null where the time is over first; a connection that comes after that is closed. */
async function beforeEnd(dialling: ReturnType<Dial>, signal: AbortSignal): Promise<Dialled | null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  const end = (): void => resolve(null);
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  const first = await Promise.race([dialling, promise]);
  signal.removeEventListener('abort', end);
  if (first === null) void dialling.then((late) => late.ok && late.socket.destroy());
  return first;
}

/** TLS with the name that was asked for, not with the address that was dialled. */
function secured(socket: Socket, host: string, signal: AbortSignal): Promise<Socket | NoAnswer> {
  return new Promise((resolve) => {
    const servername = parseAddress(host) === null ? { servername: host } : {};
    const safe = connectTls({ socket, ...servername, host, ALPNProtocols: ['http/1.1'] });
    const end = (fault: NoAnswer): void => {
      safe.destroy();
      socket.destroy();
      resolve(fault);
    };
    signal.addEventListener('abort', () => end(TIMED_OUT), { once: true });
    safe.on('error', (error: Error) =>
      end({ fault: 'tls', message: `No safe connection could be made: ${error.message}.` }),
    );
    safe.once('secureConnect', () => resolve(safe));
  });
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (size < KEPT_BYTES) chunks.push(chunk);
    size += chunk.length;
    if (size >= READ_BYTES) break;
  }
  const body = Buffer.concat(chunks).subarray(0, KEPT_BYTES).toString('utf8').replaceAll('\0', '');
  return { code: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], body };
}

function exchange(socket: Socket, url: URL, { headers, body, signal }: PostOptions): Promise<Answer | NoAnswer> {
  return new Promise((resolve) => {
    const failed = (error: Error): void =>
      resolve(signal.aborted ? TIMED_OUT : broken(`The connection broke: ${error.message}.`));
    const sent = request({
      createConnection: () => socket,
      method: 'POST',
      path: `${url.pathname}${url.search}`,
      headers: { ...headers, host: url.host, connection: 'close', 'content-length': Buffer.byteLength(body) },
      signal,
    });
    sent.on('error', failed);
    sent.once('response', (response) => {
      readAnswer(response).then(resolve, failed);
    });
    sent.end(body);
  });
}

/** Makes the function that sends every webhook: the connection goes where `dial` lets it go, whatever the name says by then (R51). */
export function createPost(dial: Dial): Post {
  return async (url, options) => {
    const place = placeOf(url);
    if (place === null) return { fault: 'refused', message: 'The address has no name of a site.' };
    const { signal } = options;
    const dialled = await beforeEnd(dial(place.host, place.port), signal);
    if (dialled === null) return TIMED_OUT;
    if (!dialled.ok) return { fault: dialled.failure.kind, message: dialled.failure.message };
    dialled.socket.on('error', () => dialled.socket.destroy());
    try {
      const socket = url.protocol === 'https:' ? await secured(dialled.socket, place.host, signal) : dialled.socket;
      return 'fault' in socket ? socket : await exchange(socket, url, options);
    } finally {
      dialled.socket.destroy();
    }
  };
}
