import type { Request, RequestHandler, Response, Router } from 'express';
import type { z } from 'zod';
import { AppError, toFieldFaults, type FieldFault } from '@sri/shared/errors.ts';
import type { Role } from '@sri/shared/model/user.ts';
import type { Endpoint } from '@sri/shared/protocol/api/endpoint.ts';
import { mayDo } from '@sri/shared/protocol/permissions.ts';

/** Who calls. `via` says by what: an access token, an API key, or the web console's cookie. */
export interface Caller {
  orgId: string;
  userId: string;
  role: Role;
  via: 'token' | 'apiKey' | 'cookie';
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
export type Reply<E extends Endpoint> = E['response'] extends z.ZodType ? z.input<E['response']> : undefined;

export interface Route {
  endpoint: Endpoint;
  handler: RequestHandler;
}

export type Authenticate = (request: Request) => Promise<Caller | null>;

/** Binds endpoints to handlers: authenticates, checks the permission, parses, sends the answer. Errors go to the error handler. */
export function createRouteMaker(authenticate: Authenticate) {
  return function route<E extends Endpoint>(endpoint: E, handle: (call: Call<E>) => Promise<Reply<E>>): Route {
    const handler: RequestHandler = async (request, response) => {
      const caller = await authenticate(request);
      requirePermission(endpoint, caller);
      const faults: FieldFault[] = [];
      const part = (schema: z.ZodType | undefined, value: unknown, prefix: string): unknown => {
        if (schema === undefined) return undefined;
        const parsed = schema.safeParse(value);
        if (parsed.success) return parsed.data;
        faults.push(...toFieldFaults(parsed.error).map((fault) => ({ ...fault, field: prefix + fault.field })));
        return undefined;
      };
      const params = part(endpoint.params, request.params, '');
      if (faults.length > 0) throw notFound();
      const call = {
        params,
        query: part(endpoint.query, request.query, ''),
        body: part(endpoint.body, request.body ?? {}, ''),
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
export function notFound(what = 'There is nothing at this address.'): AppError {
  return new AppError('not_found', what, { hint: 'Check the id; it may be of another organisation or deleted.' });
}

export function invalidRequest(errors: FieldFault[]): AppError {
  const [first] = errors;
  const detail = first === undefined ? 'The request is not valid.' : `${first.field || 'request'}: ${first.message}`;
  return new AppError('invalid_request', detail, {
    hint: 'Correct the fields named in "errors" and send it again. The shapes stand in /api/docs.',
    errors,
  });
}

/** Mounts the routes on a router in the order given. */
export function mountRoutes(router: Router, routes: readonly Route[]): void {
  for (const { endpoint, handler } of routes) {
    const method = endpoint.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    router[method](endpoint.path, handler);
  }
}
