import type { RequestHandler } from 'express';
import { AppError } from '@sri/shared/errors.ts';

/** While the server stops, what still comes over open connections is sent elsewhere. */
export function refuseWhenStopping(isStopping: () => boolean): RequestHandler {
  return (_request, response, next) => {
    if (!isStopping()) return next();
    response.set('Connection', 'close');
    throw new AppError('shutting_down', 'This server is stopping.', {
      hint: 'Send the same request again; another server, or this one after its start, will take it.',
      retryAfterSeconds: 2,
    });
  };
}
