import { Agent, request } from 'node:http';
import type { RawBody } from './hostile-bodies.ts';

/** Far longer than any answer takes: what is not there by then hangs. */
const HANG_MS = 30_000;
/** A connection is left alone so long before the server closes it for being unused: the two must not cross. */
const UNUSED_MARGIN_MS = 4000;
const PIECE_BYTES = 64 * 1024;

export interface RawRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: RawBody | undefined;
}

/** What came back: an answer, or nothing (`hung`), or an end of the connection (its error). */
export type RawAnswer =
  | { kind: 'answer'; status: number; headers: Record<string, string | string[] | undefined>; text: string }
  | { kind: 'none'; why: string };

export interface Sender {
  send: (request: RawRequest) => Promise<RawAnswer>;
  /** Sends the head and half of the body, and goes. */
  leaveHalfway: (request: RawRequest) => Promise<void>;
  close: () => void;
}

function headersOf({ headers, body }: RawRequest): Record<string, string | number> {
  if (body === undefined) return headers;
  const { bytes, type, encoding, chunked = false } = body;
  return {
    ...headers,
    ...(type === undefined ? {} : { 'content-type': type }),
    ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
    ...(chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': bytes.length }),
  };
}

/** Sends requests as they are to the server at `url`, over connections that are kept open. */
export function createSender(url: string): Sender {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 4, agentKeepAliveTimeoutBuffer: UNUSED_MARGIN_MS });
  const open = (wanted: RawRequest) =>
    request({ hostname, port, agent, method: wanted.method, path: wanted.path, headers: headersOf(wanted) });
  return {
    close: () => agent.destroy(),
    leaveHalfway: (wanted) =>
      new Promise((resolve) => {
        const outgoing = open(wanted);
        outgoing.on('error', () => resolve());
        outgoing.on('close', () => resolve());
        const { bytes } = wanted.body ?? { bytes: Buffer.alloc(0) };
        outgoing.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => outgoing.destroy());
      }),
    send: (wanted) =>
      new Promise((resolve) => {
        const outgoing = open(wanted);
        const late = setTimeout(() => {
          resolve({ kind: 'none', why: 'no answer' });
          outgoing.destroy();
        }, HANG_MS);
        const end = (answer: RawAnswer): void => {
          clearTimeout(late);
          resolve(answer);
        };
        outgoing.on('error', (error) => end({ kind: 'none', why: error.message }));
        outgoing.on('response', (response) => {
          const { statusCode: status = 0, headers } = response;
          // A stream of events ends when the execution does.
          if (headers['content-type']?.startsWith('text/event-stream') === true) {
            end({ kind: 'answer', status, headers, text: '' });
            outgoing.destroy();
            return;
          }
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (part: string) => (text += part));
          response.on('end', () => end({ kind: 'answer', status, headers, text }));
          response.on('error', (error) => end({ kind: 'none', why: `in the answer: ${error.message}` }));
        });
        const { bytes = Buffer.alloc(0), chunked = false } = wanted.body ?? {};
        const size = chunked ? PIECE_BYTES : bytes.length;
        for (let at = 0; at < bytes.length; at += size) outgoing.write(bytes.subarray(at, at + size));
        outgoing.end();
      }),
  };
}
