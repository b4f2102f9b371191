import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from '@sri/shared/node/logger.ts';
import { docsRouter } from './http/docs.ts';
import { createErrorHandler } from './http/error-response.ts';
import { mountRoutes, unknownRoute } from './http/mount-routes.ts';
import { requestId, requestLog } from './http/request-id.ts';
import type { Route } from './http/route.ts';
import { apiHeaders } from './http/security-headers.ts';

export interface AppOptions {
  /** Every route there is; the order does not matter. */
  routes: readonly Route[];
  log: Logger;
  /** Sees every request before its route, in this order. */
  before?: readonly RequestHandler[];
  /** Whose `X-Forwarded-For` is believed: Express' `trust proxy` as text (`loopback`, `1`, addresses); empty: nobody's. */
  trustProxy?: string;
  /** What is left of the addresses after the API: the web console. */
  webConsole?: RequestHandler;
}

/** The whole HTTP side: headers, request id, log, routes, documentation, console, 404 and 405, errors last. */
export function createApp({ routes, log, before = [], trustProxy = '', webConsole }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  if (trustProxy !== '') app.set('trust proxy', /^\d+$/.test(trustProxy) ? Number(trustProxy) : trustProxy);
  app.use(requestId);
  app.use(requestLog(log));
  app.use(apiHeaders());
  for (const handler of before) app.use(handler);
  mountRoutes(app, routes);
  app.use(docsRouter(routes.map(({ endpoint }) => endpoint)));
  if (webConsole !== undefined) app.use(webConsole);
  app.use(unknownRoute(routes));
  app.use(createErrorHandler(log));
  return app;
}
