/** What the API answered; status 0 where no answer came: refused, cut off, or too late. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

const ANSWER_MS = 8000;

export interface Call {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  body?: unknown;
  token?: string;
  headers?: Record<string, string>;
}

/** Calls the API. Never rejects: everything in between may be broken just now. */
export async function callApi(apiUrl: string, { method, path, body, token, headers = {} }: Call): Promise<Answer> {
  try {
    const response = await fetch(apiUrl + path, {
      method,
      headers: {
        ...headers,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  } catch {
    return { status: 0, body: {} };
  }
}

/** No answer, or one that says "later". */
export function isLater({ status }: Answer): boolean {
  return status === 0 || status === 429 || status >= 500;
}

/** `callApi` that must succeed: throws with the answer. */
export async function mustCall(apiUrl: string, call: Call): Promise<Record<string, unknown>> {
  const answer = await callApi(apiUrl, call);
  if (answer.status >= 200 && answer.status < 300) return answer.body;
  throw new Error(`${call.method} ${call.path}: ${answer.status} ${JSON.stringify(answer.body)}`);
}
