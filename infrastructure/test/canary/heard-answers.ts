export interface Asked {
  status: number;
  body: Record<string, unknown>;
}

export interface AskOptions {
  token?: string;
  body?: unknown;
  /** Sent as it is. */
  text?: string;
  /** The answer is the one place where a secret is handed out: it is not kept. */
  handsOut?: boolean;
}

/** Asks the API at `url`, and keeps all that it answered. */
export function createListener(url: string) {
  const heard: { place: string; text: string }[] = [];
  const ask = async (method: string, path: string, options: AskOptions = {}): Promise<Asked> => {
    const { token, body, text: sent = body === undefined ? undefined : JSON.stringify(body), handsOut } = options;
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(sent === undefined ? {} : { body: sent }),
    });
    const text = await response.text();
    const about = JSON.stringify([...response.headers]);
    if (handsOut !== true) heard.push({ place: `answer ${response.status} of ${method} ${path}`, text: about + text });
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      body: (isJson && text !== '' ? JSON.parse(text) : {}) as Record<string, unknown>,
    };
  };
  /** Reads a stream of server-sent events to its end. */
  const follow = async (path: string, token: string): Promise<void> => {
    const response = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
    heard.push({ place: `events of ${path}`, text: await response.text() });
  };
  return { ask, follow, heard };
}

export type Listener = ReturnType<typeof createListener>;
