import { createServer } from 'node:http';
import { join } from 'node:path';
import type { ErrorRequestHandler, Express } from 'express';
import express from 'express';
import { contractRoutes } from './contracts/contract-routes.ts';
import { deliveryRoutes } from './deliveries/delivery-routes.ts';
import { faultRoutes } from './faults/fault-routes.ts';
import { homeRoutes } from './home/home-routes.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { createFailedLogins } from './login/failed-logins.ts';
import { loginRoutes } from './login/login-routes.ts';
import { fileKeeper, forgetfulKeeper } from './login/session-file.ts';
import { createGuard } from './login/session-guard.ts';
import { createSessionStore } from './login/session-store.ts';
import { sendNotFound } from './not-found.ts';
import type { PortalOptions } from './portal-options.ts';
import { portalSettings } from './portal-options.ts';
import { quotaRoutes } from './quotas/quota-routes.ts';
import { settlementRoutes } from './settlements/settlement-routes.ts';

const MS_PER_MINUTE = 60_000;

/** The practice portal as an Express app. Throws when `stateDir` cannot be used. */
export function createPortal(options: PortalOptions = {}): Express {
  const { sessionMinutes, absoluteMinutes, lockAfter, datedCookie, testPages, stateDir, now, log } =
    portalSettings(options);
  const sessions = createSessionStore({
    idleMs: sessionMinutes * MS_PER_MINUTE,
    absoluteMs: absoluteMinutes * MS_PER_MINUTE,
    now,
    keeper: stateDir === undefined ? forgetfulKeeper : fileKeeper(stateDir, log),
  });
  const failedLogins = createFailedLogins(lockAfter);
  const cookieSeconds = datedCookie ? Math.ceil(sessionMinutes * 60) : undefined;
  const guard = createGuard(sessions, cookieSeconds);

  const app = express().disable('x-powered-by').disable('etag');
  app.get('/health', (_req, res) => res.json({ status: 'ok' }));
  app.use('/estatico', express.static(join(import.meta.dirname, 'public'), { index: false }));
  app.use(express.urlencoded({ extended: false, limit: '100kb' }));
  app.use(loginRoutes({ sessions, failedLogins, cookieSeconds, log }));
  app.use(homeRoutes(guard));
  app.use(contractRoutes(guard));
  app.use(settlementRoutes(guard));
  app.use(quotaRoutes(guard));
  app.use(deliveryRoutes(guard));
  if (testPages) app.use(faultRoutes(sessions, failedLogins));
  app.use((req, res) => sendNotFound(res, `La página ${req.path} no existe.`));
  app.use(answerError(log));
  return app;
}

export interface RunningPortal {
  /** The origin, without a path: `http://127.0.0.1:4000`. */
  url: string;
  /** Ends all connections, also those that are waiting for an answer. */
  close(): Promise<void>;
}

/** Starts the portal and resolves when it accepts connections; rejects when the port is taken or `stateDir` cannot be used. */
export async function startPortal(options: PortalOptions = {}): Promise<RunningPortal> {
  const { host, port } = portalSettings(options);
  const server = createServer(createPortal(options));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const address = server.address();
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Express knows an error handler by its four parameters. A fault of the request keeps its status; anything else is ours. */
function answerError(log: (line: string) => void): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const status = requestFault(error);
    if (status === 500)
      log(`${req.method} ${req.path} failed: ${error instanceof Error ? error.stack : String(error)}`);
    if (res.headersSent) return next(error);
    const text =
      status === 500
        ? 'Error interno del servidor. Intente nuevamente más tarde.'
        : 'El servidor no entiende el pedido. Vuelva a la página anterior y revise los datos.';
    const content = html`<p class="mensaje error" id="error">${text}</p>`;
    return res.status(status).send(page({ title: 'Error', content }));
  };
}

function requestFault(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('status' in error)) return 500;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
