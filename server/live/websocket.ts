import type { Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { AppError } from '@sri/shared/errors.ts';
import { isFinal } from '@sri/shared/model/job.ts';
import type { Logger } from '@sri/shared/node/logger.ts';
import {
  clientMessageSchema,
  LIVE_CLOSE,
  LIVE_PATH,
  type ClientMessage,
  type ServerMessage,
} from '@sri/shared/protocol/api/live.ts';
import { mayDo } from '@sri/shared/protocol/permissions.ts';
import type { Authenticate, Caller } from '../http/route.ts';
import type { JobStreamHub } from './job-stream-hub.ts';
import type { FindWatchable } from './live-routes.ts';
import type { OrgDoneHub } from './org-done-hub.ts';

export interface LiveSocketOptions {
  hub: JobStreamHub;
  doneHub: OrgDoneHub;
  find: FindWatchable;
  authenticate: Authenticate;
  log: Logger;
}

const AUTH_WITHIN_MS = 10_000;
const PING_MS = 20_000;
const MAX_WAITING_BYTES = 4 * 1024 * 1024;
const MAX_SUBSCRIPTIONS = 100;

/*
 * connected ──header, cookie or `auth` message──> ready ──subscribe──> event ... end
 * Without any of them within 10 s: closed with 4401.
 */
class Connection {
  readonly #socket: WebSocket;
  readonly #options: LiveSocketOptions;
  readonly #stops = new Map<string, () => void>();
  #caller: Caller | null = null;
  #alive = true;

  constructor(socket: WebSocket, options: LiveSocketOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.on('message', (data) => void this.#hear(String(data)));
    socket.on('pong', () => (this.#alive = true));
    const late = setTimeout(() => {
      if (this.#caller === null) socket.close(LIVE_CLOSE.unauthenticated, 'no sign-in');
    }, AUTH_WITHIN_MS);
    const pings = setInterval(() => {
      if (!this.#alive) return socket.terminate();
      this.#alive = false;
      socket.ping();
    }, PING_MS);
    socket.on('close', () => {
      clearTimeout(late);
      clearInterval(pings);
      for (const stop of this.#stops.values()) stop();
      this.#stops.clear();
    });
    socket.on('error', () => socket.terminate());
  }

  welcome(caller: Caller | null): void {
    if (caller === null) return;
    if (!mayDo(caller.role, 'jobs:read')) return this.#socket.close(LIVE_CLOSE.unauthenticated, 'not allowed');
    this.#caller = caller;
    this.#send({ type: 'ready' });
  }

  #send(message: ServerMessage): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > MAX_WAITING_BYTES) return this.#socket.close(LIVE_CLOSE.tooSlow, 'too slow');
    this.#socket.send(JSON.stringify(message));
  }

  #refuse(error: unknown, jobId?: string): void {
    const known =
      error instanceof AppError
        ? error
        : new AppError('internal', 'This cannot be watched now.', { hint: 'Try again.' });
    const { code, message, hint } = known;
    this.#send({ type: 'error', code, detail: message, hint, ...(jobId === undefined ? {} : { jobId }) });
  }

  async #hear(text: string): Promise<void> {
    let message: ClientMessage;
    try {
      message = clientMessageSchema.parse(JSON.parse(text));
    } catch {
      return this.#socket.close(LIVE_CLOSE.badMessage, 'not a message of this protocol');
    }
    if (message.type === 'ping') return this.#send({ type: 'pong' });
    if (message.type === 'auth') return this.#signIn(message.token);
    if (this.#caller === null) return this.#socket.close(LIVE_CLOSE.unauthenticated, 'sign in first');
    const { orgId } = this.#caller;
    if (message.type === 'unsubscribe') this.#stop(message.jobId);
    else if (message.type === 'subscribeOrg')
      this.#keep(
        'org',
        this.#options.doneHub.watch(orgId, (done) => this.#send({ type: 'done', done })),
      );
    else
      await this.#subscribe(orgId, message.jobId, message.cursor ?? null).catch((error: unknown) =>
        this.#refuse(error, message.jobId),
      );
  }

  async #signIn(token: string): Promise<void> {
    try {
      this.welcome(await this.#options.authenticate({ headers: { authorization: `Bearer ${token}` }, method: 'GET' }));
    } catch (error) {
      this.#refuse(error);
      this.#socket.close(LIVE_CLOSE.unauthenticated, 'refused');
    }
  }

  async #subscribe(orgId: string, jobId: string, cursor: string | null): Promise<void> {
    if (this.#stops.size >= MAX_SUBSCRIPTIONS) {
      throw new AppError('too_many_requests', `At most ${MAX_SUBSCRIPTIONS} executions at a time.`, {
        hint: 'Unsubscribe from some.',
      });
    }
    await this.#options.find(orgId, jobId);
    const stop = this.#options.hub.watch(jobId, cursor, (events) => {
      for (const { id, event } of events) {
        this.#send({ type: 'event', jobId, id, event });
        if (event.type !== 'status' || !isFinal(event.status)) continue;
        this.#send({ type: 'end', jobId });
        this.#stop(jobId);
        return;
      }
    });
    this.#keep(jobId, stop);
  }

  #keep(name: string, stop: () => void): void {
    this.#stop(name);
    this.#stops.set(name, stop);
  }

  #stop(name: string): void {
    this.#stops.get(name)?.();
    this.#stops.delete(name);
  }
}

/** Answers WebSocket handshakes at /api/live; every other upgrade is refused. Returns how to end all of them. */
export function attachWebSocket(server: Server, options: LiveSocketOptions): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  server.on('upgrade', (request, stream, head) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname !== LIVE_PATH) return void stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
    options
      .authenticate(request)
      .then((caller) =>
        sockets.handleUpgrade(request, stream, head, (socket) => new Connection(socket, options).welcome(caller)),
      )
      .catch(() => stream.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n'));
  });
  return () => {
    for (const socket of sockets.clients) socket.close(LIVE_CLOSE.goingAway, 'the server is stopping');
    sockets.close();
  };
}
