import { AppError, fromProblem, problemSchema } from '@sri/shared/errors.ts';
import type { Endpoint } from '@sri/shared/protocol/api/endpoint.ts';

export interface RequestInput {
  params?: Record<string, unknown>;
  query?: Record<string, string | number | boolean | undefined>;
  /** Headers that the call's contract names; others are not sent. */
  headers?: Record<string, string | undefined>;
  body?: unknown;
}

/** The way that a call takes: whose `fetch`, to which origin, and who sends it. */
export interface HttpWay {
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Empty for the page's own origin. */
  origin: string;
  headers: () => Record<string, string>;
}

/** The web console's way: the page's origin, with its cookie. */
export const OWN_ORIGIN: HttpWay = {
  fetch: (url, init) => fetch(url, { ...init, credentials: 'same-origin' }),
  origin: '',
  headers: () => ({ 'X-SRI-Client': 'web' }),
};

const JSON_TYPE = 'application/json';

/** The address of a call: `:params` filled in, query appended, what is undefined left out. */
export function addressOf({ path }: Pick<Endpoint, 'path'>, { params = {}, query = {} }: RequestInput): string {
  const filled = path.replaceAll(/:(\w+)/g, (_match, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size === 0 ? filled : `${filled}?${search.toString()}`;
}

function ownHeaders({ headers }: Endpoint, given: RequestInput['headers']): Record<string, string> {
  if (headers === undefined || given === undefined) return {};
  const known = headers.parse(given) as Record<string, string | undefined>;
  return Object.fromEntries(Object.entries(known).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

export function unreachable(cause: unknown): AppError {
  return new AppError('server_unreachable', 'The control plane does not answer.', {
    hint: 'Check the network; it is tried again by itself.',
    cause,
  });
}

async function refusal(response: Response): Promise<AppError> {
  const body: unknown = await response.json().catch(() => null);
  const problem = problemSchema.safeParse(body);
  if (problem.success) return fromProblem(problem.data);
  // No problem document: a proxy in between answered, not the control plane.
  if (response.status >= 502) return unreachable(response.status);
  return new AppError('internal', `The server answered ${response.status}.`, { hint: 'Try again.' });
}

/**
 * Carries out a call over HTTP. Throws `AppError`: the server's own, `server_unreachable`, or `internal` where the
 * answer does not keep the contract.
 */
export async function httpRequest(
  endpoint: Endpoint,
  input: RequestInput,
  way: HttpWay = OWN_ORIGIN,
): Promise<unknown> {
  const hasBody = input.body !== undefined;
  const init: RequestInit = {
    method: endpoint.method,
    headers: {
      ...ownHeaders(endpoint, input.headers),
      ...way.headers(),
      ...(hasBody ? { 'Content-Type': JSON_TYPE } : {}),
    },
    ...(hasBody ? { body: JSON.stringify(input.body) } : {}),
  };
  const response = await way.fetch(`${way.origin}${addressOf(endpoint, input)}`, init).catch((error: unknown) => {
    throw unreachable(error);
  });
  if (!response.ok) throw await refusal(response);
  if (endpoint.produces !== undefined) return response.text();
  if (endpoint.response === undefined) return undefined;
  const parsed = endpoint.response.safeParse(await response.json());
  if (parsed.success) return parsed.data;
  throw new AppError('internal', 'The answer has an unexpected shape.', {
    hint: 'Console and control plane may be of different versions: reload the page.',
    cause: parsed.error,
  });
}
