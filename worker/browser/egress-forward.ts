import { Agent, request as sendRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Dial } from '@sri/shared/node/egress/egress-dial.ts';
import type { EgressFailure } from '@sri/shared/node/egress/egress-failure.ts';
import { EGRESS_HEADER, EGRESS_STATUS } from './egress-answer.ts';

/** Headers between two neighbours only (RFC 9110, 7.6.1), and our own mark, which no site may set. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'te',
  'trailer',
  'upgrade',
  EGRESS_HEADER,
]);

/** Carries why a connection could not be opened through the HTTP client's error. */
class DialError extends Error {
  readonly failure: EgressFailure;
  constructor(failure: EgressFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

function passedOn(rawHeaders: readonly string[], connection: string | undefined): string[] {
  const named = new Set((connection ?? '').toLowerCase().split(/\s*,\s*/));
  const kept: string[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name, value] = [rawHeaders[at] ?? '', rawHeaders[at + 1] ?? ''];
    if (!HOP_BY_HOP.has(name.toLowerCase()) && !named.has(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function answerFailure(response: ServerResponse, { kind, message }: EgressFailure): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(EGRESS_STATUS[kind], {
    [EGRESS_HEADER]: kind,
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(`<!doctype html><title>${kind}</title><h1>${escapeHtml(message)}</h1>`);
}

type Opened = (error: Error | null, stream?: Duplex) => void;

/** An agent whose every new connection goes through `dial`; kept-alive ones were checked when they were opened. */
function checkedAgent(dial: Dial): Agent {
  async function openFor(host: string, port: number, done: Opened): Promise<void> {
    const dialled = await dial(host, port);
    if (dialled.ok) done(null, dialled.socket);
    else done(new DialError(dialled.failure));
  }
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 64, timeout: 0 });
  agent.createConnection = (options, callback) => {
    const done = callback as Opened;
    void openFor(String(options.host), Number(options.port), done);
    return undefined;
  };
  return agent;
}

export interface Forwarder {
  handle: (request: IncomingMessage, response: ServerResponse) => void;
  close: () => void;
}

/** Passes plain http requests of a proxy's client on; bodies stream in both directions, whatever their size. */
export function createForwarder(dial: Dial): Forwarder {
  const agent = checkedAgent(dial);

  function forward(request: IncomingMessage, response: ServerResponse, url: URL, retried = false): void {
    const upstream = sendRequest({
      agent,
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port === '' ? 80 : url.port),
      method: request.method ?? 'GET',
      path: `${url.pathname}${url.search}`,
      headers: passedOn(request.rawHeaders, request.headers.connection),
      setHost: false,
    });
    const hasBody =
      request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined;
    response.once('close', () => {
      if (!response.writableFinished) upstream.destroy();
    });
    upstream.once('response', (answer) => {
      response.writeHead(
        answer.statusCode ?? 502,
        answer.statusMessage ?? '',
        passedOn(answer.rawHeaders, answer.headers.connection),
      );
      pipeline(answer, response).catch(() => response.destroy());
    });
    upstream.once('error', (error: NodeJS.ErrnoException) => {
      if (response.destroyed) return;
      if (error instanceof DialError) return answerFailure(response, error.failure);
      // A kept-alive connection may be closed by the site at the very moment it is used again: not the page's fault.
      if (upstream.reusedSocket && !retried && !hasBody && !response.headersSent)
        return forward(request, response, url, true);
      response.destroy();
    });
    if (hasBody) pipeline(request, upstream).catch(() => upstream.destroy());
    else upstream.end();
  }

  return {
    handle: (request, response) => {
      const url = URL.parse(request.url ?? '');
      if (url === null || url.protocol !== 'http:') {
        return answerFailure(response, { kind: 'refused', message: 'Only http and https addresses are served here.' });
      }
      forward(request, response, url);
    },
    close: () => agent.destroy(),
  };
}
