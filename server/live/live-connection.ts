import type { WebSocket } from 'ws';
import { AppError } from '@sri/shared/errors.ts';
import {
  clientMessageSchema,
  LIVE_CLOSE,
  type ClientMessage,
  type ServerMessage,
} from '@sri/shared/protocol/api/live.ts';
import { mayDo } from '@sri/shared/protocol/permissions.ts';
import type { Authenticate, Caller } from '../http/route.ts';
import { followJob, type FindWatchable } from './follow-job.ts';
import type { JobStreamHub } from './job-stream-hub.ts';
import type { OrgDoneHub } from './org-done-hub.ts';
import { createPictureDesk, type PassInput } from './picture-desk.ts';
import type { PictureHub } from './picture-hub.ts';

export interface LiveOptions {
  hub: JobStreamHub;
  doneHub: OrgDoneHub;
  find: FindWatchable;
  authenticate: Authenticate;
  pictures: PictureHub;
  passInput: PassInput;
}

const AUTH_WITHIN_MS = 10_000;
const PING_MS = 20_000;
const MAX_WAITING_BYTES = 4 * 1024 * 1024;
const MAX_SUBSCRIPTIONS = 100;
const ORG = 'org';

function parse(text: string): ClientMessage | null {
  try {
    return clientMessageSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/*
 * connected ──header, cookie or `auth` message──> ready ──subscribe──> event ... end
 *     └── none of them within 10 s: closed (4401)      └──subscribeOrg──> done ...
 */
/** Serves one socket until it closes. `caller` is who the handshake said it is, if it did. */
export function serveConnection(socket: WebSocket, handshake: Caller | null, options: LiveOptions): void {
  const stops = new Map<string, () => void>();
  let caller: Caller | null = null;
  let alive = true;

  function send(message: ServerMessage): void {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > MAX_WAITING_BYTES) {
      socket.close(LIVE_CLOSE.tooSlow, 'too slow');
      // Whoever takes nothing does not take the closing frame either.
      setTimeout(() => socket.terminate(), 1000).unref();
      return;
    }
    socket.send(JSON.stringify(message));
  }

  function refuse(error: unknown, jobId?: string): void {
    const internal = { code: 'internal', message: 'This cannot be watched now.', hint: 'Try again.' };
    const { code, message, hint } = error instanceof AppError ? error : internal;
    send({ type: 'error', code, detail: message, hint, ...(jobId === undefined ? {} : { jobId }) });
  }

  function stop(name: string): void {
    stops.get(name)?.();
    stops.delete(name);
  }

  function keep(name: string, end: () => void): void {
    stop(name);
    if (socket.readyState === socket.OPEN) stops.set(name, end);
    else end();
  }

  function welcome(known: Caller): void {
    if (!mayDo(known.role, 'jobs:read')) return socket.close(LIVE_CLOSE.unauthenticated, 'not allowed');
    caller = known;
    send({ type: 'ready' });
  }

  async function signIn(token: string): Promise<void> {
    try {
      const known = await options.authenticate({ headers: { authorization: `Bearer ${token}` }, method: 'GET' });
      if (known !== null) welcome(known);
    } catch (error) {
      refuse(error);
      socket.close(LIVE_CLOSE.unauthenticated, 'refused');
    }
  }

  async function subscribe({ orgId }: Caller, jobId: string, cursor: string | null): Promise<void> {
    if (stops.size >= MAX_SUBSCRIPTIONS && !stops.has(jobId)) {
      throw new AppError('too_many_requests', `At most ${MAX_SUBSCRIPTIONS} executions at a time.`, {
        hint: 'Unsubscribe from some.',
      });
    }
    const { hub, find } = options;
    await find(orgId, jobId);
    const end = followJob(
      { hub, find, orgId, jobId, cursor },
      {
        onEvent: (id, event) => send({ type: 'event', jobId, id, event }),
        onEnd: () => {
          stops.delete(jobId);
          send({ type: 'end', jobId });
        },
        onError: (error) => refuse(error, jobId),
      },
    );
    keep(jobId, end);
  }

  const { pictures, find: findOne, passInput } = options;
  const desk = createPictureDesk({ socket, send, pictures, find: findOne, passInput });

  async function hear(text: string): Promise<void> {
    const message = parse(text);
    if (message === null) return socket.close(LIVE_CLOSE.badMessage, 'not a message of this protocol');
    if (message.type === 'ping') return send({ type: 'pong' });
    if (message.type === 'auth') return signIn(message.token);
    if (caller === null) return socket.close(LIVE_CLOSE.unauthenticated, 'sign in first');
    if (message.type === 'unsubscribe') return stop(message.jobId);
    if (message.type === 'subscribeOrg') {
      return keep(
        ORG,
        options.doneHub.watch(caller.orgId, (done) => send({ type: 'done', done })),
      );
    }
    if (message.type === 'unwatch') return desk.unwatch(message.jobId);
    if (message.type === 'seen') return desk.seen(message.jobId);
    if (message.type === 'input') return desk.input(caller, message);
    try {
      if (message.type === 'watch') await desk.watch(caller, message.jobId, message.pageId ?? '');
      else await subscribe(caller, message.jobId, message.cursor ?? null);
    } catch (error) {
      refuse(error, message.jobId);
    }
  }

  socket.on('message', (data: Buffer) => void hear(data.toString()));
  socket.on('pong', () => (alive = true));
  // It is being closed with the code for what was wrong: whoever sent that is told, unless nothing is taken any more.
  socket.on('error', () => setTimeout(() => socket.terminate(), 1000).unref());
  const late = setTimeout(() => {
    if (caller === null) socket.close(LIVE_CLOSE.unauthenticated, 'no sign-in');
  }, AUTH_WITHIN_MS);
  const pings = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, PING_MS);
  socket.on('close', () => {
    clearTimeout(late);
    clearInterval(pings);
    for (const name of stops.keys()) stop(name);
    desk.close();
  });
  if (handshake !== null) welcome(handshake);
}
