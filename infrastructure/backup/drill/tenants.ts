import { z } from 'zod';
import { signedInSchema } from '@sri/shared/protocol/api/auth.ts';
import { activateFlow, createdVersionSchema } from '@sri/shared/protocol/api/flows.ts';
import { runAnswerSchema } from '@sri/shared/protocol/api/run.ts';
import { saveSession } from '@sri/shared/protocol/api/sessions.ts';
import { createApi } from '../../local/api-client.ts';

/** An organisation with an account and a flow that needs no page. */
export interface Tenant {
  orgId: string;
  /** Hands a session in, as the desktop app does after a login. */
  logIn(): Promise<void>;
  /** Asks for an execution; its id. */
  run(): Promise<string>;
}

const STEPS = [{ type: 'setVariable', saveAs: 'campaña', value: '2026/27' }];

/** Registers an organisation and gives it what it needs to run. */
export async function makeTenant(apiUrl: string, name: string, signal: AbortSignal): Promise<Tenant> {
  let token: string | undefined;
  const api = createApi({ apiUrl, signal, token: () => token });
  const post = <S extends z.ZodType>(path: string, answer: S, body: unknown): Promise<z.output<S>> =>
    api({ method: 'POST', path, answer, body });
  const person = { email: `${name}@drill.test`, password: 'SecurePass123!', name, orgName: name };
  const signedIn = await post('/api/auth/register', signedInSchema, person);
  token = signedIn.token;
  const provider = { slug: 'sitio', name: 'Sitio', maxPerAccount: 8 };
  const { id: providerId } = await post('/api/providers', z.object({ id: z.string() }), provider);
  const flow = { providerId, version: '1.0.0', name: 'Simulacro', description: '', steps: STEPS };
  const { flowId } = await post('/api/flows', createdVersionSchema, flow);
  await post(`/api/flows/${flowId}/activate`, activateFlow.response, {});
  const session = { cookies: [{ name: 'sesion', value: 'abc', domain: '127.0.0.1' }] };
  return {
    orgId: signedIn.org.id,
    logIn: async () => {
      const body = { ...session, connectedAt: Date.now() };
      await api({ method: 'PUT', path: `/api/sessions/${providerId}`, body, answer: saveSession.response });
    },
    run: async () => String((await post('/api/run', runAnswerSchema, { providerId })).jobId),
  };
}
