import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Request, Response } from 'express';
import { AppError } from '@sri/shared/errors.ts';
import { getHealth, getMetrics, getReady, getWorkerMetrics, type Ready } from '@sri/shared/protocol/api/health.ts';
import { PRODUCT_VERSION } from '@sri/shared/protocol/version.ts';
import { isLocal } from '../../http/is-local.ts';
import type { Route, RouteMaker } from '../../http/route.ts';

export interface SystemContext {
  readReady: () => Promise<Ready>;
  readMetrics: () => Promise<string>;
  readWorkerMetrics: () => Promise<string>;
  metricsToken: string | undefined;
  production: boolean;
}

function mayReadMetrics({ metricsToken, production }: SystemContext, request: IncomingMessage): boolean {
  if (!production || isLocal(request)) return true;
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${metricsToken ?? ''}`);
  return metricsToken !== undefined && given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** /health, /ready and /metrics. */
export function systemRoutes(route: RouteMaker, context: SystemContext): Route[] {
  const sendMetrics =
    (read: () => Promise<string>) =>
    async ({ request, response }: { request: Request; response: Response }): Promise<void> => {
      if (!mayReadMetrics(context, request)) {
        throw new AppError('forbidden', 'Metrics are for the monitoring only.', {
          hint: 'Send "Authorization: Bearer {METRICS_TOKEN}", or ask from the same machine.',
        });
      }
      response.type('text/plain; version=0.0.4; charset=utf-8').send(await read());
    };
  return [
    route(getHealth, () =>
      Promise.resolve({ status: 'ok' as const, version: PRODUCT_VERSION, uptimeSeconds: process.uptime() }),
    ),
    route(getReady, async ({ response }) => {
      const ready = await context.readReady();
      if (!ready.ready) response.status(503).json(ready);
      return ready;
    }),
    route(getMetrics, sendMetrics(context.readMetrics)),
    route(getWorkerMetrics, sendMetrics(context.readWorkerMetrics)),
  ];
}
