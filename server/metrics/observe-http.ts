import type { RequestHandler } from 'express';
import type { Metrics } from './metrics.ts';

/** Measures every request under the path of its route, never under the address: that would be a series for each id. */
export function observeHttp({ httpSeconds }: Pick<Metrics, 'httpSeconds'>): RequestHandler {
  return (request, response, next) => {
    const started = performance.now();
    response.once('close', () => {
      const found = request.route as { path?: unknown } | undefined;
      const route = typeof found?.path === 'string' ? found.path : 'none';
      const labels = { method: request.method, route, status: String(response.statusCode) };
      httpSeconds.observe(labels, (performance.now() - started) / 1000);
    });
    next();
  };
}
