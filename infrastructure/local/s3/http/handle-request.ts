import { randomUUID } from 'node:crypto';
import { access, constants } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { authenticate } from '../auth/authenticate.ts';
import type { HeaderMap } from '../auth/claim.ts';
import { requireRight, type S3User } from '../auth/rights.ts';
import { findRoute } from '../operations/routes.ts';
import type { DataFolder } from '../store/data-folder.ts';
import { originHeaders, preflightHeaders } from './origin.ts';
import { parseTarget } from './request-target.ts';
import { S3Error, toS3Error } from './s3-errors.ts';
import type { Reply } from './s3-request.ts';
import { errorReply, sendReply } from './send-reply.ts';

export interface HandlerOptions {
  folder: DataFolder;
  users: readonly S3User[];
  /** Tells the operator of a fault of the server's own. */
  warn: (message: string) => void;
  now: () => Date;
}

/** Answers one request, always; never rejects. */
export type RequestHandler = (message: IncomingMessage, response: ServerResponse, waits: boolean) => Promise<void>;

/** Whether the client holds its body back until it is told to go on (RFC 9110, 10.1.1). */
interface WaitingClient {
  waits: boolean;
}

function headerMap(message: IncomingMessage): HeaderMap {
  const entries = Object.entries(message.headersDistinct);
  return new Map(entries.map(([name, values]) => [name, (values ?? []).join(',')]));
}

async function healthReply(path: string, folder: DataFolder): Promise<Reply | undefined> {
  if (!/^\/minio\/health\/(live|ready|cluster|cluster\/read)$/.test(path)) return undefined;
  if (path.endsWith('/live')) return { status: 200 };
  const writable = await access(folder.temp, constants.W_OK).then(
    () => true,
    () => false,
  );
  return { status: writable ? 200 : 503 };
}

/** Makes the one function that answers all requests: health, origin, signature, route, rights, operation. */
export function requestHandler({ folder, users, warn, now }: HandlerOptions): RequestHandler {
  async function answer(message: IncomingMessage, response: ServerResponse, client: WaitingClient): Promise<Reply> {
    const { method = '', url = '' } = message;
    const health = await healthReply(url.split('?')[0] ?? '', folder);
    if (health) return health;
    const received = headerMap(message);
    if (method === 'OPTIONS') return { status: 200, headers: preflightHeaders(received) };
    const allowed = originHeaders(received);
    for (const [name, value] of Object.entries(allowed)) response.setHeader(name, value);
    const target = parseTarget(url);
    const { user, payload, headers } = authenticate({ method, target, headers: received }, users, now());
    const route = findRoute(method, target, headers);
    const { bucket, key, query } = target;
    if (route.action !== 'self') requireRight(user, route.action, key === '' ? bucket : `${bucket}/${key}`);
    const continueBody = (): void => {
      if (client.waits) response.writeContinue();
      client.waits = false;
    };
    return await route.run({ method, bucket, key, query, headers, user, payload, folder, message, continueBody });
  }

  async function replyTo(message: IncomingMessage, response: ServerResponse, waits: boolean): Promise<Reply> {
    const requestId = randomUUID();
    response.setHeader('x-amz-request-id', requestId);
    response.setHeader('server', 'SRI-S3');
    response.setHeader('x-content-type-options', 'nosniff');
    const client = { waits };
    try {
      return await answer(message, response, client);
    } catch (thrown) {
      const error = toS3Error(thrown);
      if (error.status >= 500 && !(thrown instanceof S3Error)) {
        warn(`${message.method ?? ''} ${message.url?.split('?')[0] ?? ''} (${requestId}): ${String(thrown)}`);
      }
      // Nobody told it to go on: the body may or may not follow, so only a new connection is clear.
      if (client.waits) response.shouldKeepAlive = false;
      return errorReply(error, message.url?.split('?')[0] ?? '', requestId);
    }
  }

  return async (message, response, waits) => {
    // The client is gone: nobody is left to tell, and who still reads or writes is told by what it awaits.
    response.on('error', () => undefined);
    message.on('error', () => undefined);
    const reply = await replyTo(message, response, waits);
    try {
      await sendReply(message, response, reply);
    } catch (error) {
      reply.content?.destroy();
      if (!message.destroyed && !response.destroyed) warn(`a reply broke off: ${String(error)}`);
      response.destroy();
    }
  };
}
