import { AppError } from '@sri/shared/errors.ts';
import { refresh } from '@sri/shared/protocol/api/auth.ts';
import type { Endpoint } from '@sri/shared/protocol/api/endpoint.ts';
import { getHealth } from '@sri/shared/protocol/api/health.ts';
import { z } from 'zod';
import { createConnection, type Connection } from '../../client/connection.ts';
import { httpRequest, type HttpWay, type RequestInput } from '../../client/http-request.ts';
import { createLiveSocket, liveUrl, type LiveSocket, type SocketLike } from '../../client/live-socket.ts';
import { renewingRequest, type Request } from '../../client/renewing-request.ts';
import { API_ROUTES, type RouteInput, type RouteName, type RouteOutput } from '../../contract/api-routes.ts';
import type { LastLists } from '../store/last-lists.ts';
import type { FileLinks } from './file-links.ts';
import type { KeptSignIn } from './kept-sign-in.ts';

export interface ServerConnectionOptions {
  /** Origin of the control plane. */
  origin: string;
  fetch: HttpWay['fetch'];
  /** Opens a socket and says with its first message who is there. */
  openSocket: (url: string, token: string) => SocketLike;
  signIn: KeptSignIn;
  lists: LastLists;
  links: FileLinks;
  onSignedOut: () => void;
  /** A sign-in holds: it was made or renewed. */
  onSignedIn: () => void;
}

export interface ServerConnection {
  request: Request;
  connection: Connection;
  live: LiveSocket;
  close(): void;
}

const tokensSchema = z.object({
  token: z.string().min(1),
  refreshToken: z.string().min(1),
  deviceToken: z.string().optional(),
});

function isUnreachable(error: unknown): boolean {
  return error instanceof AppError && error.code === 'server_unreachable';
}

/** Whether what a call answers is kept for reading later: lists and details, not texts of any length. */
function isRead(route: RouteName): boolean {
  const endpoint: Endpoint = API_ROUTES[route];
  return endpoint.method === 'GET' && endpoint.response !== undefined && route !== 'getHealth';
}

/**
 * The way to one control plane. Whatever signs a person in hands its tokens over here: the access token stays in memory,
 * what it is renewed with goes to the keychain, and the page gets neither. What reading calls answered is kept, and
 * answers them again while the server cannot be reached.
 */
export function createServerConnection(options: ServerConnectionOptions): ServerConnection {
  const { signIn, lists, links } = options;
  let accessToken: string | null = null;

  const way: HttpWay = {
    fetch: options.fetch,
    origin: options.origin,
    headers: () => (accessToken === null ? {} : { Authorization: `Bearer ${accessToken}` }),
  };
  const connection = createConnection(() => httpRequest(getHealth, {}, way), { lastOkAt: lists.newestAt() });

  /** Takes tokens out of an answer that carries some. */
  async function keepTokens(answer: unknown): Promise<unknown> {
    const found = tokensSchema.safeParse(answer);
    if (!found.success) return answer;
    const { token, refreshToken, deviceToken } = found.data;
    accessToken = token;
    const known = deviceToken ?? (await signIn.read())?.deviceToken ?? '';
    await signIn.write({ refreshToken, deviceToken: known });
    options.onSignedIn();
    // The answer goes to the page.
    return { ...(answer as object), token: '', refreshToken: '', deviceToken: '' };
  }

  async function renew(): Promise<void> {
    const refreshToken = (await signIn.read())?.refreshToken ?? null;
    if (refreshToken === null) throw new AppError('unauthenticated', 'Nobody is signed in.', { hint: 'Sign in.' });
    await keepTokens(await httpRequest(refresh, { body: { refreshToken } }, way));
  }

  /** Signing in and out say what this computer knows of itself; the page does not know it. */
  async function withSignIn(route: RouteName, given: RequestInput): Promise<RequestInput> {
    const { deviceToken = '', refreshToken = null } = (await signIn.read()) ?? {};
    const body = given.body as object;
    if (route === 'login' && deviceToken !== '') return { ...given, body: { ...body, deviceToken } };
    if (route === 'logout' && refreshToken !== null) return { ...given, body: { ...body, refreshToken } };
    return given;
  }

  /** Ends the sign-in on this computer. That the computer is known to the server stays. */
  async function forget(): Promise<void> {
    accessToken = null;
    lists.clear();
    const kept = await signIn.read();
    if (kept !== null) await signIn.write({ ...kept, refreshToken: null });
  }

  async function ask(route: RouteName, given: RequestInput): Promise<unknown> {
    try {
      const answer = await httpRequest(API_ROUTES[route], await withSignIn(route, given), way);
      connection.reached();
      return await keepTokens(answer);
    } catch (error) {
      if (isUnreachable(error)) connection.lost();
      else connection.reached();
      throw error;
    } finally {
      if (route === 'logout') await forget();
    }
  }

  async function send<R extends RouteName>(route: R, input: RouteInput<R>): Promise<RouteOutput<R>> {
    const reads = isRead(route);
    try {
      const answer = await ask(route, input);
      if (reads) lists.write(route, input, answer);
      return shown(route, answer);
    } catch (error) {
      const signedIn = ((await signIn.read())?.refreshToken ?? null) !== null;
      const last = reads && signedIn && isUnreachable(error) ? lists.read(route, input) : null;
      if (last === null) throw error;
      return shown(route, last.value);
    }
  }

  function shown<R extends RouteName>(route: R, answer: unknown): RouteOutput<R> {
    const hasLinks = route === 'listArtifacts';
    return (hasLinks ? links.hide(answer as RouteOutput<'listArtifacts'>) : answer) as RouteOutput<R>;
  }

  const { request, renewOnce } = renewingRequest({
    send,
    renew,
    onSignedOut: () => void forget().then(options.onSignedOut),
  });

  const live = createLiveSocket({
    url: liveUrl(new URL(options.origin)),
    open: (url) => options.openSocket(url, accessToken ?? ''),
    renewSignIn: async () => void (await renewOnce()),
  });

  return {
    request,
    connection,
    live,
    close: connection.stop,
  };
}
