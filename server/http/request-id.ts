import type { RequestHandler } from 'express';
import type { Logger } from '@sri/shared/node/logger.ts';
import { newId } from '@sri/shared/model/ids.ts';

const TAKEN_OVER = /^[\w-]{8,64}$/;
const QUIET = new Set(['/health', '/ready', '/metrics', '/metrics/workers']);

/** Gives each request an id, or takes over that of a proxy, and returns it in `X-Request-Id`. */
export const requestId: RequestHandler = (request, response, next) => {
  const sent = request.get('x-request-id') ?? '';
  const id = TAKEN_OVER.test(sent) ? sent : newId();
  response.locals['requestId'] = id;
  response.set('X-Request-Id', id);
  next();
};

/** One line per request when it is answered: never its query, body or headers (R50). */
export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const started = performance.now();
    response.once('close', () => {
      const level = QUIET.has(request.path) ? 'debug' : 'info';
      const requestId = response.locals['requestId'] as unknown;
      const durationMs = Math.round(performance.now() - started);
      log[level](
        { requestId, method: request.method, path: request.path, status: response.statusCode, durationMs },
        'request',
      );
    });
    next();
  };
}
