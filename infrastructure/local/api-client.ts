import { z } from 'zod';
import { AppError, fromProblem, problemSchema } from '@sri/shared/errors.ts';

const ANSWER_MS = 20_000;

export interface ApiCall<S extends z.ZodType> {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  answer: S;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Calls the control plane's API and parses the answer. Throws the `AppError` that the server told, or `internal`. */
export type Api = <S extends z.ZodType>(call: ApiCall<S>) => Promise<z.output<S>>;

/** `token` gives the bearer token once there is one. */
export function createApi(options: { apiUrl: string; signal: AbortSignal; token: () => string | undefined }): Api {
  return async ({ method, path, answer, body, headers = {} }) => {
    const token = options.token();
    const response = await fetch(`${options.apiUrl}${path}`, {
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.any([options.signal, AbortSignal.timeout(ANSWER_MS)]),
    });
    const text = await response.text();
    const told = problemSchema.safeParse(parseJson(text));
    if (!response.ok) {
      if (told.success) throw fromProblem(told.data);
      throw new AppError('internal', `${method} ${path} answers ${response.status}`, { hint: text.slice(0, 500) });
    }
    const parsed = answer.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    throw new AppError('internal', `${method} ${path} answers something else than agreed`, {
      hint: z.prettifyError(parsed.error),
    });
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
