import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { AppError, toFieldFaults, type FieldFault } from '@sri/shared/errors.ts';
import type { Role } from '@sri/shared/model/user.ts';
import type { Endpoint } from '@sri/shared/protocol/api/endpoint.ts';
import { mayDo } from '@sri/shared/protocol/permissions.ts';
import { readJsonBody } from './read-json-body.ts';
import { unstorable } from './storable-text.ts';

/**
 * Who calls. `via` says by what: an access token, an API key, or the web console's cookie. `sessionId` is the sign-in
 * that the token or cookie came from; keys have none.
 */
export interface Caller {
  orgId: string;
  userId: string;
  role: Role;
  via: 'token' | 'apiKey' | 'cookie';
  sessionId?: string;
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What a handler gets: everything parsed, the caller known. `caller` is null only where the endpoint is public. */
export interface Call<E extends Endpoint> {
  params: Parsed<E['params']>;
  query: Parsed<E['query']>;
  body: Parsed<E['body']>;
  caller: E['permission'] extends 'public' ? Caller | null : Caller;
  request: Request;
  response: Response;
  requestId: string;
}

/** What a handler gives back; a handler of an endpoint with `produces` writes to the response itself and returns undefined. */
export type Reply<E extends Endpoint> = E['response'] extends z.ZodType ? z.input<E['response']> : undefined | void;

export interface Route {
  endpoint: Endpoint;
  handler: RequestHandler;
}

/** What is needed of a request to say who calls: also that of a WebSocket's handshake. */
export type AuthenticatedRequest = Pick<IncomingMessage, 'headers' | 'method'>;
/** Null: nothing was sent along. Throws `unauthenticated`, `token_expired`, `client_header_missing` or `database_unavailable`. */
export type Authenticate = (request: AuthenticatedRequest) => Promise<Caller | null>;

/**
 * Binds endpoints to handlers: authenticates, checks the permission, reads and parses, sends the answer. Nothing of the
 * body is read before the caller may do what he asks. Errors go to the error handler.
 */
export function createRouteMaker(authenticate: Authenticate) {
  return function route<E extends Endpoint>(endpoint: E, handle: (call: Call<E>) => Promise<Reply<E>>): Route {
    const handler: RequestHandler = async (request, response) => {
      const caller = await callerOf(endpoint, request, authenticate);
      requirePermission(endpoint, caller);
      const faults: FieldFault[] = [];
      const part = (schema: z.ZodType | undefined, value: unknown): unknown => {
        if (schema === undefined) return undefined;
        const parsed = schema.safeParse(value);
        const strange = parsed.success && endpoint.anyText !== true ? unstorable(parsed.data) : undefined;
        if (strange !== undefined) faults.push(strange);
        if (parsed.success) return parsed.data;
        faults.push(...toFieldFaults(parsed.error));
        return undefined;
      };
      const params = part(endpoint.params, request.params);
      if (faults.length > 0) throw notFound();
      const call = {
        params,
        query: part(endpoint.query, request.query),
        body: await bodyOf(endpoint, request, part),
        caller,
        request,
        response,
        requestId: String(response.locals['requestId'] ?? ''),
      } as Call<E>;
      if (faults.length > 0) throw invalidRequest(faults);
      const reply = await handle(call);
      if (endpoint.produces !== undefined || response.headersSent) return;
      if (endpoint.response === undefined) response.status(endpoint.status).end();
      else response.status(endpoint.status).json(reply);
    };
    return { endpoint, handler };
  };
}

async function callerOf(endpoint: Endpoint, request: Request, authenticate: Authenticate): Promise<Caller | null> {
  if (endpoint.credentials === 'ignored') return null;
  try {
    return await authenticate(request);
  } catch (error) {
    const refused = error instanceof AppError && (error.status === 401 || error.status === 403);
    if (endpoint.credentials === 'lenient' && refused) return null;
    throw error;
  }
}

async function bodyOf(
  endpoint: Endpoint,
  request: Request,
  part: (schema: z.ZodType | undefined, value: unknown) => unknown,
): Promise<unknown> {
  if (endpoint.method === 'GET') return undefined;
  const body = await readJsonBody(request, endpoint.bodyLimit);
  if (endpoint.body !== undefined) return part(endpoint.body, body ?? {});
  const empty = body === undefined || (typeof body === 'object' && body !== null && Object.keys(body).length === 0);
  if (!empty) throw invalidRequest([{ field: '', message: 'this call takes no body' }]);
  return undefined;
}

export type RouteMaker = ReturnType<typeof createRouteMaker>;

function requirePermission(endpoint: Endpoint, caller: Caller | null): void {
  if (endpoint.permission === 'public') return;
  if (caller === null) {
    throw new AppError('unauthenticated', 'This call needs a token.', {
      hint: 'Sign in with POST /api/auth/login and send "Authorization: Bearer {TOKEN}".',
    });
  }
  if (endpoint.permission !== 'member' && !mayDo(caller.role, endpoint.permission)) {
    throw new AppError('forbidden', `The role "${caller.role}" may not do this.`, {
      hint: 'Ask an admin of your organisation for a role that may.',
    });
  }
}

/** The answer for what does not exist and for what belongs to others, which must not be told apart (R32). */
export function notFound(
  what = 'There is nothing at this address.',
  hint = 'Check the id; it may be of another organisation or deleted.',
): AppError {
  return new AppError('not_found', what, { hint });
}

export function invalidRequest(errors: FieldFault[]): AppError {
  const [first] = errors;
  const detail = first === undefined ? 'The request is not valid.' : `${first.field || 'request'}: ${first.message}`;
  return new AppError('invalid_request', detail, {
    hint: 'Correct the fields named in "errors" and send it again. The shapes stand in /api/docs.',
    errors,
  });
}
