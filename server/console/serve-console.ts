import type { Request, RequestHandler, Response } from 'express';
import { notFound } from '../http/route.ts';
import { consolePolicy } from './console-policy.ts';
import { consoleFiles, type ConsoleFile, type Encoding } from './console-files.ts';
import { NOT_BUILT_PAGE } from './not-built-page.ts';

export interface ConsoleOptions {
  /** Where the build of the web console is. */
  folder: string;
  /** The object store's address as presigned links name it; undefined where they lead here. */
  storeUrl: string | undefined;
}

/** The shortest form that both sides know. */
async function encoded(request: Request, file: ConsoleFile): Promise<[Encoding, Buffer]> {
  const known = (['br', 'gzip'] as const).find((encoding) => request.acceptsEncodings(encoding) !== false);
  const short = known === undefined ? undefined : file.bytes(known);
  return known === undefined || short === undefined ? ['identity', file.content] : [known, await short];
}

async function send(request: Request, response: Response, file: ConsoleFile): Promise<void> {
  response.set({
    'Content-Type': file.type,
    'Cache-Control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: file.etag,
    Vary: 'Accept-Encoding',
  });
  if (request.get('if-none-match')?.includes(file.etag) === true) {
    response.status(304).end();
    return;
  }
  const [encoding, bytes] = await encoded(request, file);
  if (encoding !== 'identity') response.set('Content-Encoding', encoding);
  response.set('Content-Length', String(bytes.length));
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

/**
 * Serves the web console at `/`: its page is asked for anew each time, its pieces never again. Everything that is no
 * file of it goes on to the next handler.
 */
export function serveConsole({ folder, storeUrl }: ConsoleOptions): RequestHandler {
  const find = consoleFiles(folder);
  const policy = consolePolicy(storeUrl);
  return async (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    const file = await find(request.path);
    if (file !== undefined) {
      response.set('Content-Security-Policy', policy);
      await send(request, response, file);
    } else if (request.path !== '/') next();
    else if (request.accepts(['json', 'html']) === 'html') response.status(404).type('html').send(NOT_BUILT_PAGE);
    else throw notFound('The console is not built.', 'Run npm run build:console; the API is described in /api/docs.');
  };
}
