import { callApi, isLater, mustCall } from './api-call.ts';

/** An organisation with one account, and its flows. */
export interface Tenant {
  orgId: string;
  userId: string;
  token: string;
  providerId: string;
  /** Flows on an empty page: from one that ends at once to one that takes longer than a renewal. */
  shortFlows: string[];
  /** Opens a page and photographs it. */
  pageFlow: string;
}

const SHORT_MS = [0, 200, 1500];
const MAX_PER_ACCOUNT = 3;

async function makeFlow(apiUrl: string, token: string, providerId: string, name: string, steps: object[]) {
  const body = { providerId, version: '1.0.0', name, description: '', steps };
  const { flowId } = await mustCall(apiUrl, { method: 'POST', path: '/api/flows', token, body });
  await mustCall(apiUrl, { method: 'POST', path: `/api/flows/${String(flowId)}/activate`, token, body: {} });
  return String(flowId);
}

function pauseSteps(ms: number): object[] {
  const keep = { type: 'setVariable', saveAs: 'pausa', value: ms };
  const expression = `new Promise((resolve) => setTimeout(resolve, ${ms}))`;
  return ms === 0 ? [keep] : [keep, { type: 'evaluate', expression, timeoutMs: 60_000 }];
}

/** Registers an organisation and gives it what it needs to run. */
export async function makeTenant(apiUrl: string, siteUrl: string, name: string): Promise<Tenant> {
  const person = { email: `${name}@chaos.test`, password: 'SecurePass123!', name, orgName: name };
  const signedIn = await mustCall(apiUrl, { method: 'POST', path: '/api/auth/register', body: person });
  const token = String(signedIn['token']);
  const provider = { slug: 'sitio', name: 'Sitio', maxPerAccount: MAX_PER_ACCOUNT };
  const { id } = await mustCall(apiUrl, { method: 'POST', path: '/api/providers', token, body: provider });
  const providerId = String(id);
  const shortFlows: string[] = [];
  for (const ms of SHORT_MS) {
    shortFlows.push(await makeFlow(apiUrl, token, providerId, `Pausa de ${ms} ms`, pauseSteps(ms)));
  }
  const pageFlow = await makeFlow(apiUrl, token, providerId, 'Página', [
    { type: 'navigate', url: `${siteUrl}/`, timeoutMs: 60_000 },
    { type: 'extract', fields: [{ name: 'titulo', target: 'h1' }], saveAs: 'datos' },
    { type: 'screenshot' },
  ]);
  const idOf = (key: string): string => (signedIn[key] as { id: string }).id;
  return { orgId: idOf('org'), userId: idOf('user'), token, providerId, shortFlows, pageFlow };
}

/** Hands the session in, as the desktop app does; true once it is stored. */
export async function connect(apiUrl: string, { token, providerId }: Tenant): Promise<boolean> {
  const body = { cookies: [{ name: 'sesion', value: 'abc', domain: '127.0.0.1' }], connectedAt: Date.now() };
  const answer = await callApi(apiUrl, { method: 'PUT', path: `/api/sessions/${providerId}`, token, body });
  if (answer.status >= 200 && answer.status < 300) return true;
  if (isLater(answer)) return false;
  throw new Error(`a session is refused: ${answer.status} ${JSON.stringify(answer.body)}`);
}
