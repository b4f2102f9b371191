import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { canonicalHost, createDial, type Dial, type ResolveName } from '@sri/shared/node/egress/egress-dial.ts';
import type { EgressFailure } from '@sri/shared/node/egress/egress-failure.ts';
import { EGRESS_HEADER, EGRESS_STATUS } from './egress-answer.ts';
import { createForwarder } from './egress-forward.ts';
import { createEgressPolicy, createNamePolicy } from '@sri/shared/node/egress/egress-policy.ts';
import type { EgressProxy } from '@sri/shared/node/egress/egress-proxy.ts';
import { parseEgressRules, type EgressMap, type EgressRule } from '@sri/shared/node/egress/egress-rules.ts';

export interface EgressGuardOptions {
  allow: readonly EgressRule[];
  deny: readonly EgressRule[];
  map: EgressMap;
  /** Everything goes through it, where the worker itself reaches no site. */
  proxy?: EgressProxy | undefined;
  resolve?: ResolveName;
  connectTimeoutMs?: number;
  onRefused?: (host: string, port: number, failure: EgressFailure) => void;
}

export interface EgressGuard {
  /** For `--proxy-server`, as `http://127.0.0.1:41234`. */
  url: string;
  /** The last failure for that host and port, until a connection there succeeds. */
  failureOf: (host: string, port: number) => EgressFailure | null;
  close: () => Promise<void>;
}

const KEPT_FAILURES = 500;
const MAX_CONNECTIONS = 2048;

interface FailureBook {
  note: (host: string, port: number, failure: EgressFailure | null) => void;
  find: (host: string, port: number) => EgressFailure | null;
}

function createFailureBook(): FailureBook {
  const failures = new Map<string, EgressFailure>();
  const keyOf = (host: string, port: number): string => `${canonicalHost(host) ?? host}:${port}`;
  return {
    note: (host, port, failure) => {
      const key = keyOf(host, port);
      failures.delete(key);
      if (failure !== null) failures.set(key, failure);
      const oldest = failures.keys().next();
      if (failures.size > KEPT_FAILURES && oldest.done !== true) failures.delete(oldest.value);
    },
    find: (host, port) => failures.get(keyOf(host, port)) ?? null,
  };
}

/** Host and port of a CONNECT request (RFC 9110, 9.3.6): both are required. */
function authority(text: string | undefined): { host: string; port: number } | null {
  const parts = /^(\[[^\]]+\]|[^:@/]+):(\d{1,5})$/.exec(text ?? '');
  const port = Number(parts?.[2]);
  return parts?.[1] === undefined || port < 1 || port > 65_535 ? null : { host: parts[1], port };
}

function join(client: Duplex, upstream: Socket, head: Buffer): void {
  const end = (): void => {
    client.destroy();
    upstream.destroy();
  };
  for (const side of [client, upstream]) side.on('error', end).on('close', end);
  if (head.length > 0) upstream.write(head);
  client.pipe(upstream).pipe(client);
}

function tunnel(dial: Dial): (request: IncomingMessage, client: Duplex, head: Buffer) => void {
  const refuse = (client: Duplex, status: number, kind: string): void => {
    client.end(
      `HTTP/1.1 ${status} Refused\r\n${EGRESS_HEADER}: ${kind}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    );
  };
  const open = async (request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> => {
    client.on('error', () => client.destroy());
    const target = authority(request.url);
    if (target === null) return refuse(client, 400, 'refused');
    const dialled = await dial(target.host, target.port);
    if (!dialled.ok) return refuse(client, EGRESS_STATUS[dialled.failure.kind], dialled.failure.kind);
    if (client.destroyed) return void dialled.socket.destroy();
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    join(client, dialled.socket, head);
  };
  return (request, client, head) => void open(request, client, head);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/**
 * The one way out of the browser: an HTTP proxy on loopback that checks every address it dials, so that redirects,
 * pictures, sockets and scripts are all held by the same rules (R51). Answers what it refuses with a page that carries
 * `EGRESS_HEADER`.
 */
export async function createEgressGuard(options: EgressGuardOptions): Promise<EgressGuard> {
  const { allow, map, proxy, resolve, connectTimeoutMs, onRefused } = options;
  const server = createServer();
  server.maxConnections = MAX_CONNECTIONS;
  server.requestTimeout = 0;
  server.keepAliveTimeout = 60_000;
  const port = await listen(server);

  // Its own port is closed too: a page could make it call itself for ever.
  const itself = parseEgressRules(`127.0.0.1:${port}`);
  const policy = createEgressPolicy({ allow, deny: [...options.deny, ...itself] });
  const open = createDial({
    policy,
    map,
    ...(proxy === undefined ? {} : { proxy: { ...proxy, policy: createNamePolicy({ allow, deny: options.deny }) } }),
    ...(resolve === undefined ? {} : { resolve }),
    ...(connectTimeoutMs === undefined ? {} : { connectTimeoutMs }),
  });
  const failures = createFailureBook();
  const dial: Dial = async (host, port) => {
    const dialled = await open(host, port);
    failures.note(host, port, dialled.ok ? null : dialled.failure);
    if (!dialled.ok && dialled.failure.kind === 'refused') onRefused?.(host, port, dialled.failure);
    return dialled;
  };

  const clients = new Set<Duplex>();
  const forwarder = createForwarder(dial);
  server.on('connection', (socket: Socket) => {
    clients.add(socket);
    socket.once('close', () => clients.delete(socket));
  });
  server.on('request', forwarder.handle);
  server.on('connect', tunnel(dial));
  server.on('clientError', (_error, socket) => socket.destroy());
  return {
    url: `http://127.0.0.1:${port}`,
    failureOf: failures.find,
    close: async () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const client of clients) client.destroy();
      forwarder.close();
      await closed;
    },
  };
}
