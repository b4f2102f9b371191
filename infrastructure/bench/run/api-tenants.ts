/** An organisation with a connected account and an active flow: everything that POST /api/run asks for. */
export interface ApiTenant {
  token: string;
  providerId: string;
}

async function send(apiUrl: string, method: string, path: string, body: unknown, token = ''): Promise<unknown> {
  const response = await fetch(apiUrl + path, {
    method,
    headers: { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

export async function makeApiTenant(apiUrl: string, name: string): Promise<ApiTenant> {
  const person = { email: `${name}@bench.test`, password: 'SecurePass123!', name, orgName: name };
  const { token } = (await send(apiUrl, 'POST', '/api/auth/register', person)) as { token: string };
  const provider = { slug: 'sitio', name: 'Sitio', maxPerAccount: 1 };
  const { id: providerId } = (await send(apiUrl, 'POST', '/api/providers', provider, token)) as { id: string };
  const steps = [{ type: 'navigate', url: 'https://example.com' }, { type: 'screenshot' }];
  const flow = { providerId, version: '1.0.0', name: 'Medición', description: '', steps };
  const { flowId } = (await send(apiUrl, 'POST', '/api/flows', flow, token)) as { flowId: string };
  await send(apiUrl, 'POST', `/api/flows/${flowId}/activate`, {}, token);
  const session = { cookies: [{ name: 's', value: 'abc', domain: 'example.com' }], connectedAt: Date.now() };
  await send(apiUrl, 'PUT', `/api/sessions/${providerId}`, session, token);
  return { token, providerId };
}
