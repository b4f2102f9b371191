import { waitFor } from '../wait-for.ts';

export interface JobAnswer {
  jobId: string;
  status: string;
  workerId?: string | null;
  error?: { code: string; message: string; hint: string };
}

export interface ApiAnswer<T> {
  status: number;
  body: T;
}

/** A person of an organisation of their own, with a token. */
export interface ApiClient {
  orgId: string;
  userId: string;
  call<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<ApiAnswer<T>>;
  providerId(slug: string): Promise<string>;
  /** Creates a flow and makes it the provider's active one. */
  publish(providerId: string, steps: object[]): Promise<string>;
  /** Connects the account by a session. */
  connect(providerId: string, cookies: { name: string; value: string; domain: string }[]): Promise<void>;
  run(providerId: string): Promise<string>;
  ended(jobId: string, timeoutMs?: number): Promise<JobAnswer>;
}

const ENDED = ['completed', 'failed', 'cancelled', 'needs_login', 'needs_review'];

function clientOf(apiUrl: string, token: string, orgId: string, userId: string): ApiClient {
  const call = async <T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer<T>> => {
    const response = await fetch(apiUrl + path, {
      method,
      headers: { ...headers, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as T };
  };
  const must = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await call<T>(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  return {
    orgId,
    userId,
    call,
    providerId: async (slug) => {
      const providers = await must<{ id: string; slug: string }[]>('GET', '/api/providers');
      return providers.find((provider) => provider.slug === slug)?.id ?? '';
    },
    publish: async (providerId, steps) => {
      const flow = await must<{ flowId: string }>('POST', '/api/flows', {
        providerId,
        version: '1.0.0',
        name: 'Prueba',
        description: '',
        steps,
      });
      await must('POST', `/api/flows/${flow.flowId}/activate`);
      return flow.flowId;
    },
    connect: async (providerId, cookies) => {
      await must('PUT', `/api/sessions/${providerId}`, { cookies, connectedAt: Date.now() });
    },
    run: async (providerId) => (await must<{ jobId: string }>('POST', '/api/run', { providerId })).jobId,
    ended: (jobId, timeoutMs = 60_000) =>
      waitFor(
        `job ${jobId} to end`,
        async () => {
          // The control plane may be down while a test breaks parts of the system.
          const answer = await call<JobAnswer>('GET', `/api/jobs/${jobId}`).catch(() => undefined);
          return answer?.status === 200 && ENDED.includes(answer.body.status) && answer.body;
        },
        timeoutMs,
      ),
  };
}

interface SignedIn {
  token: string;
  user: { id: string };
  org: { id: string };
}

/** Registers an organisation with an admin. */
export async function registerOrg(apiUrl: string, name: string): Promise<ApiClient> {
  const response = await fetch(`${apiUrl}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      email: `${name}-${crypto.randomUUID()}@empresa.com`,
      password: 'SecurePass123!',
      name,
      orgName: name,
    }),
  });
  const { token, org, user } = (await response.json()) as SignedIn;
  return clientOf(apiUrl, token, org.id, user.id);
}

/** Signs in with a password. */
export async function signIn(apiUrl: string, email: string, password: string): Promise<ApiClient> {
  const response = await fetch(`${apiUrl}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (response.status !== 200) throw new Error(`login: ${response.status} ${await response.text()}`);
  const { token, org, user } = (await response.json()) as SignedIn;
  return clientOf(apiUrl, token, org.id, user.id);
}
