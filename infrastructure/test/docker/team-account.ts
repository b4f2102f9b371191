import { delay } from '@sri/shared/lang/delay.ts';
import { capturePortalSession } from '../../local/demo-portal.ts';
import { registerOrg, type ApiClient } from '../stack/api-client.ts';
import { API_URL, PORTAL_NAME } from './team-stack.ts';

export const PORTAL_URL = `http://${PORTAL_NAME}`;

const PATIENCE_MS = 60_000;
const PAUSE_MS = 500;

/** As a client does that gets no answer, or "later": the call again. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const later = error instanceof Error && /fetch failed|: (?:429|503) /.test(error.message);
      if (!later || performance.now() > end) throw error;
      await delay(PAUSE_MS);
    }
  }
}

/** A firm with an account at the practice portal. */
export interface Account extends ApiClient {
  provider: string;
  /** Logs in at the portal and hands the session in, as the desktop app does. */
  logIn(): Promise<void>;
}

/** `address`: where the portal is for this process; the workers go to its name. */
export async function makeAccount(name: string, address: string): Promise<Account> {
  const api = await patiently(() => registerOrg(API_URL, name));
  const provider = await api.call<{ id: string }>('POST', '/api/providers', {
    slug: 'portal',
    name: 'Portal de práctica',
    baseUrl: PORTAL_URL,
    loginUrl: `${PORTAL_URL}/ingresar`,
    maxPerAccount: 8,
  });
  if (provider.status !== 201) throw new Error(JSON.stringify(provider.body));
  const { id } = provider.body;
  const logIn = async (): Promise<void> => {
    const session = await capturePortalSession(`http://${address}`, AbortSignal.timeout(10_000));
    const text = JSON.stringify(session).replaceAll(`http://${address}`, PORTAL_URL).replaceAll(address, PORTAL_NAME);
    const saved = await api.call('PUT', `/api/sessions/${id}`, JSON.parse(text));
    if (saved.status >= 300) throw new Error(JSON.stringify(saved.body));
  };
  const ask = async (): Promise<string> => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    return patiently(async () => {
      const { status, body } = await api.call<{ jobId: string }>('POST', '/api/run', { providerId: id }, headers);
      // 409: the call that got no answer is still under way.
      if (status !== 202) throw new Error(`POST /api/run: ${status === 409 ? 503 : status} ${JSON.stringify(body)}`);
      return body.jobId;
    });
  };
  await patiently(logIn);
  return {
    ...api,
    provider: id,
    logIn: () => patiently(logIn),
    publish: (providerId, steps) => patiently(() => api.publish(providerId, steps)),
    run: ask,
  };
}

/** Reads the portal's table over all its pages, and photographs it. */
export const READ_TABLE = [
  { type: 'navigate', url: `${PORTAL_URL}/liquidaciones` },
  { type: 'extractTable', target: 'table.resultados', pagination: { next: 'a.siguiente' }, saveAs: 'liquidaciones' },
  { type: 'screenshot' },
];

/** Opens a page and stays on it. */
export const stay = (ms: number): object[] => [
  { type: 'navigate', url: `${PORTAL_URL}/inicio` },
  { type: 'evaluate', expression: `new Promise((resolve) => setTimeout(resolve, ${ms}))`, timeoutMs: 120_000 },
];
