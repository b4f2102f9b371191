import { AppError } from '@sri/shared/errors.ts';
import { refresh } from '@sri/shared/protocol/api/auth.ts';
import { getHealth } from '@sri/shared/protocol/api/health.ts';
import { createConnection } from '../../client/connection.ts';
import { httpRequest } from '../../client/http-request.ts';
import { createLiveSocket, liveUrl } from '../../client/live-socket.ts';
import { renewingRequest } from '../../client/renewing-request.ts';
import { API_ROUTES, type RouteInput, type RouteName, type RouteOutput } from '../../contract/api-routes.ts';
import type { Bridge } from './bridge.ts';

/**
 * The web console's bridge: same origin, httpOnly cookie. An access token that has run out is renewed once, unseen; if
 * that is refused the listeners of `onSignedOut` hear of it and the call throws.
 */
export function createWebBridge(): Bridge {
  const signedOut = new Set<() => void>();
  const connection = createConnection(() => httpRequest(getHealth, {}));

  async function send<R extends RouteName>(route: R, input: RouteInput<R>): Promise<RouteOutput<R>> {
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

  const { request, renewOnce } = renewingRequest({
    send,
    renew: () => httpRequest(refresh, { body: {} }),
    onSignedOut: () => {
      for (const listener of signedOut) listener();
    },
  });

  const live = createLiveSocket({
    open: (url) => new WebSocket(url),
    url: liveUrl(location),
    renewSignIn: async () => void (await renewOnce()),
  });

  return {
    kind: 'web',
    can: { capture: false, record: false, nativeNotify: false, saveDialog: false, selfUpdate: false, deepLink: true },
    request,
    subscribe: (topic, from, on) => live.subscribe(topic, from, on),
    frames: (jobId, pageId, on) => live.frames(jobId, pageId, on),
    sendInput: (message) => live.sendInput(message),
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
