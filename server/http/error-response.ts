import type { ErrorRequestHandler, Response } from 'express';
import { AppError, toProblem } from '@sri/shared/errors.ts';
import type { Logger } from '@sri/shared/node/logger.ts';

/** Whatever was thrown as an error that may be told. What is not ours becomes `internal`, without a word of its own. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof URIError) {
    return new AppError('not_found', 'The address is not well formed.', { hint: 'Check its % escapes.', cause: error });
  }
  return new AppError('internal', 'Something went wrong on our side.', {
    hint: 'Try again; if it lasts, tell your administrator the requestId, which is in the log.',
    cause: error,
  });
}

/** Sends an RFC 9457 problem document, with `Retry-After` (seconds) and `WWW-Authenticate` where they belong. */
export function sendProblem(response: Response, error: AppError): void {
  const requestId = String(response.locals['requestId'] ?? '');
  if (error.retryAfterSeconds !== undefined) response.set('Retry-After', String(Math.ceil(error.retryAfterSeconds)));
  if (error.status === 401) response.set('WWW-Authenticate', 'Bearer realm="sri"');
  response
    .status(error.status)
    .set('Content-Type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(toProblem(error, requestId === '' ? undefined : requestId)));
}

/** The last in line. Errors of ours are answers; all others are logged with the request's id. */
export function createErrorHandler(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, request, response, _next) => {
    const error = toAppError(thrown);
    const requestId = response.locals['requestId'] as unknown;
    if (error.status >= 500) {
      const cause = error.cause ?? error;
      log.error({ requestId, method: request.method, path: request.path, code: error.code, err: cause }, error.message);
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    sendProblem(response, error);
  };
}
