import { AppError } from '@sri/shared/errors.ts';
import { refresh } from '@sri/shared/protocol/api/auth.ts';
import { getHealth } from '@sri/shared/protocol/api/health.ts';
import { API_ROUTES, type RouteInput, type RouteName, type RouteOutput } from '../../contract/api-routes.ts';
import type { Bridge } from './bridge.ts';
import { createConnection } from './connection.ts';
import { httpRequest, type RequestInput } from './http-request.ts';
import { createLiveSocket, liveUrl } from './live-socket.ts';

/** Calls that are made to sign in: their 401 is an answer, not the end of a sign-in. */
const SIGN_IN: readonly RouteName[] = ['login', 'register', 'logout'];

function endedSignIn(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'token_expired' || error.code === 'unauthenticated');
}

/**
 * The web console's bridge: same origin, httpOnly cookie. An access token that has run out is renewed once, unseen; if
 * that is refused the listeners of `onSignedOut` hear of it and the call throws.
 */
export function createWebBridge(): Bridge {
  const signedOut = new Set<() => void>();
  const connection = createConnection(() => httpRequest(getHealth, {}));
  let renewing: Promise<unknown> | null = null;

  /** One renewal for all calls that fail at the same time: a refresh token is good for one call. */
  function renew(): Promise<unknown> {
    renewing ??= httpRequest(refresh, { body: {} }).finally(() => (renewing = null));
    return renewing;
  }

  async function send<R extends RouteName>(route: R, input: RequestInput): Promise<RouteOutput<R>> {
    try {
      const answer = await httpRequest(API_ROUTES[route], input);
      connection.reached();
      return answer as RouteOutput<R>;
    } catch (error) {
      if (error instanceof AppError && error.code === 'server_unreachable') connection.lost();
      else connection.reached();
      throw error;
    }
  }

  async function request<R extends RouteName>(route: R, input: RouteInput<R>): Promise<RouteOutput<R>> {
    const given = input as RequestInput;
    try {
      return await send(route, given);
    } catch (error) {
      if (!endedSignIn(error) || SIGN_IN.includes(route)) throw error;
      try {
        await renew();
      } catch (refused) {
        if (refused instanceof AppError && refused.status === 401) for (const listener of signedOut) listener();
        throw error;
      }
      return send(route, given);
    }
  }

  const live = createLiveSocket({
    open: (url) => new WebSocket(url),
    url: liveUrl(location),
    renewSignIn: async () => void (await renew()),
  });

  return {
    kind: 'web',
    can: { capture: false, record: false, nativeNotify: false, saveDialog: false, selfUpdate: false, deepLink: true },
    request,
    subscribe: (topic, from, on) => live.subscribe(topic, from, on),
    connection: Object.assign(connection.store, { retryNow: connection.retryNow }),
    onSignedOut: (listener) => {
      signedOut.add(listener);
      return () => void signedOut.delete(listener);
    },
    openExternal: (url) => void window.open(url, '_blank', 'noopener'),
    saveFile: (name, url) => {
      const link = Object.assign(document.createElement('a'), {
        href: url,
        download: name,
        target: '_blank',
        rel: 'noopener',
      });
      link.click();
    },
  };
}
