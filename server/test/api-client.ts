import { expect } from 'vitest';
import type { z } from 'zod';
import { fromProblem, problemSchema, type Problem } from '@sri/shared/errors.ts';
import type { Endpoint } from '@sri/shared/protocol/api/endpoint.ts';

export interface CallOptions {
  token?: string | undefined;
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  rawBody?: string | Buffer;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body parsed; undefined where there is none. Narrow it with a schema, or use `as`. */
  body: unknown;
  /** The body as a problem document; fails the test where it is none. */
  problem(): Problem;
}

export type Params = Record<string, string>;

export interface ApiClient {
  call: (method: string, path: string, options?: CallOptions) => Promise<Answer>;
  /**
   * Calls an endpoint with its params put into the path, expects its status, and gives its answer parsed by its own
   * schema. Throws the problem as `AppError` for any other status.
   */
  use: <E extends Endpoint>(
    endpoint: E,
    options?: CallOptions & { params?: Params; query?: Params },
  ) => Promise<E['response'] extends z.ZodType ? z.output<E['response']> : undefined>;
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

/** A client of the API at `url` (its origin), for tests. */
export function createApiClient(url: string): ApiClient {
  const call = async (method: string, path: string, options: CallOptions = {}): Promise<Answer> => {
    const { token, body, rawBody, headers, signal } = options;
    const sent = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      redirect: 'manual',
      ...(sent === undefined ? {} : { body: typeof sent === 'string' ? sent : new Uint8Array(sent) }),
      ...(signal === undefined ? {} : { signal }),
    });
    const text = await response.text();
    const parsed = parse(text);
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: parsed,
      problem: () => {
        expect(response.headers.get('content-type')).toContain('application/problem+json');
        return problemSchema.parse(parsed);
      },
    };
  };
  return {
    call,
    use: async (endpoint, { params = {}, query = {}, ...options } = {}) => {
      const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
      const search = new URLSearchParams(query).toString();
      const answer = await call(endpoint.method, search === '' ? path : `${path}?${search}`, options);
      if (answer.status !== endpoint.status) throw fromProblem(answer.problem());
      return endpoint.response?.parse(answer.body) as never;
    },
  };
}
