/** A browser's memory and nothing else: keeps PORTALSESSID, follows no redirect. */
export interface PortalClient {
  get(path: string): Promise<Response>;
  post(path: string, fields?: Record<string, string>): Promise<Response>;
  /** The body of a GET. */
  text(path: string): Promise<string>;
  /** Signs in and gives the login's own answer (303 when it went well). */
  signIn(user?: string, password?: string): Promise<Response>;
  /** The session id that the browser holds. */
  cookie(): string | undefined;
}

export function createPortalClient(url: string, cookie?: string): PortalClient {
  let kept = cookie;
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = kept === undefined ? {} : { cookie: `PORTALSESSID=${kept}` };
    const response = await fetch(url + path, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) kept = /^PORTALSESSID=([^;]*)/.exec(line)?.[1] || undefined;
    return response;
  };
  const get = (path: string): Promise<Response> => send(path, {});
  const post = (path: string, fields: Record<string, string> = {}): Promise<Response> =>
    send(path, { method: 'POST', body: new URLSearchParams(fields) });
  return {
    get,
    post,
    text: async (path) => (await get(path)).text(),
    signIn: (user = 'proveedor', password = 'practica2026') => post('/ingresar', { usuario: user, clave: password }),
    cookie: () => kept,
  };
}

/** Whether a request was answered, or its connection was cut off. */
export function outcome(request: Promise<unknown>): Promise<'answered' | 'cut off'> {
  return request.then(
    () => 'answered',
    () => 'cut off',
  );
}
