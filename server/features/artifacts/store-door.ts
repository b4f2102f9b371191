import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RequestHandler } from 'express';
import { AppError } from '@sri/shared/errors.ts';
import { storageUnavailable } from '@sri/shared/node/storage-error.ts';
import { RESULTS_BUCKET } from '@sri/shared/protocol/s3-keys.ts';
import { STORE_PATH } from './result-links.ts';

const PREFIX = `${STORE_PATH}/${RESULTS_BUCKET}/results/`;
const HANDED_ON = [
  'content-type',
  'content-length',
  'content-range',
  'content-disposition',
  'accept-ranges',
  'etag',
  'last-modified',
];
/** What the store answers to a request that is well: the whole, a part, nothing new. */
const GOOD = new Set([200, 206, 304, 416]);

/**
 * Hands on what a signed link names, from a store that nobody reaches from outside. The store checks the signature; here
 * only results are let through. What comes was made by portals, so it is shown without any right on our own address.
 */
export function createStoreDoor(storeUrl: string): RequestHandler {
  return async (request, response, next) => {
    if (!request.path.startsWith(PREFIX) || !['GET', 'HEAD'].includes(request.method)) return next();
    const at = new URL(request.originalUrl.slice(STORE_PATH.length), storeUrl);
    // Written otherwise it could name another bucket once it is read.
    const stays = at.origin === new URL(storeUrl).origin && at.pathname.startsWith(PREFIX.slice(STORE_PATH.length));
    if (!stays || !at.searchParams.has('X-Amz-Signature')) throw refused();
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const range = request.get('range');
    const answer = await fetch(at, {
      method: 'GET',
      redirect: 'error',
      signal: gone.signal,
      headers: { 'accept-encoding': 'identity', ...(range === undefined ? {} : { range }) },
    }).catch((error: unknown) => {
      throw storageUnavailable(error);
    });
    if (!GOOD.has(answer.status)) {
      await answer.body?.cancel();
      throw answer.status >= 500 ? storageUnavailable(new Error(`the store answers ${answer.status}`)) : refused();
    }
    response.status(answer.status);
    for (const name of HANDED_ON) {
      const value = answer.headers.get(name);
      if (value !== null) response.setHeader(name, value);
    }
    // A sandboxed page may not show a PDF, which runs nothing here.
    const isPdf = answer.headers.get('content-type') === 'application/pdf';
    response.set({
      'Content-Security-Policy': isPdf ? "default-src 'none'" : "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Access-Control-Allow-Origin': '*',
    });
    if (request.method === 'HEAD' || answer.body === null) {
      await answer.body?.cancel();
      response.end();
    } else await pipeline(Readable.from(answer.body), response);
  };
}

function refused(): AppError {
  return new AppError('forbidden', 'This link leads to no file, or is no longer good.', {
    hint: 'Ask for the list of files again: its links are good for fifteen minutes.',
  });
}
