// The demo organisation, made as its users would: everything goes through the public API. Each step first looks
// whether an earlier start has done it, so that a second start only renews the portal's session.
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@sri/shared/errors.ts';
import { signedInSchema } from '@sri/shared/protocol/api/auth.ts';
import { activateFlow, createdVersionSchema, flowDetailSchema, listFlows } from '@sri/shared/protocol/api/flows.ts';
import { jobStatusAnswerSchema, listJobs } from '@sri/shared/protocol/api/jobs.ts';
import { listProviders } from '@sri/shared/protocol/api/providers.ts';
import { IDEMPOTENCY_HEADER, runAnswerSchema } from '@sri/shared/protocol/api/run.ts';
import { saveSession } from '@sri/shared/protocol/api/sessions.ts';
import { createSignInCode } from '@sri/shared/protocol/api/sign-in-codes.ts';
import { type Api, createApi } from './api-client.ts';
import { capturePortalSession } from './demo-portal.ts';
import { demoSteps, movedSteps } from './demo-steps.ts';

const PROVIDER = 'practica';
const FLOW_NAME = 'Liquidaciones del portal de práctica';
const POLL_MS = 150;
const FIRST_RUN_MS = 90_000;
const UNFINISHED = new Set(['queued', 'running']);

export interface DemoOptions {
  apiUrl: string;
  portalUrl: string;
  email: string;
  password: string;
  signal: AbortSignal;
  /** Called when the first execution is about to run, which takes a moment. */
  onFirstRun: () => void;
}

async function signIn(api: Api, { email, password }: DemoOptions): Promise<string> {
  const login = { method: 'POST', path: '/api/auth/login', body: { email, password }, answer: signedInSchema } as const;
  try {
    return (await api(login)).token;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid_credentials') throw error;
  }
  const body = { email, password, name: 'Usuario de demostración', orgName: 'Demo Agro' };
  try {
    return (await api({ method: 'POST', path: '/api/auth/register', body, answer: signedInSchema })).token;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'email_taken') throw error;
    throw new AppError('invalid_credentials', `${email} exists in this database with another password`, {
      hint: 'Set DEMO_PASSWORD to it, or DEMO_EMAIL to another address.',
      cause: error,
    });
  }
}

async function findProvider(api: Api): Promise<string> {
  const providers = await api({ method: 'GET', path: '/api/providers', answer: listProviders.response });
  const found = providers.find(({ slug }) => slug === PROVIDER);
  if (found !== undefined) return found.id;
  throw new AppError('not_found', `the catalogue has no provider "${PROVIDER}"`, {
    hint: 'Run npm run migration:run in server/.',
  });
}

/**
 * The demo's flow, active and pointing to where the portal is this time; its id. Nothing when the organisation has flows
 * of its own at this portal and not this one any more: those are its business.
 */
async function prepareFlow(api: Api, providerId: string, portalUrl: string): Promise<string | undefined> {
  const path = `/api/flows?providerId=${providerId}`;
  const { items } = await api({ method: 'GET', path, answer: listFlows.response });
  if (items.length === 0) return createFlow(api, providerId, portalUrl);
  const known = items.find(({ name }) => name === FLOW_NAME);
  if (known === undefined) return undefined;
  const { version } = await api({ method: 'GET', path: `/api/flows/${known.id}`, answer: flowDetailSchema });
  const steps = movedSteps(version.steps, portalUrl);
  if (steps !== undefined) {
    const versions = `/api/flows/${known.id}/versions`;
    const { inputs, options } = version;
    await api({ method: 'POST', path: versions, body: { steps, inputs, options }, answer: createdVersionSchema });
  }
  if (steps !== undefined || known.publishedVersion === null) await activate(api, known.id);
  return known.id;
}

async function createFlow(api: Api, providerId: string, portalUrl: string): Promise<string> {
  const description =
    'Entra con la sesión guardada, lee la tabla de liquidaciones de todas las páginas y la fotografía.';
  // With a picture of each step, so that there is something to replay.
  const options = { stepPictures: 'all' };
  const body = { providerId, version: '1.0.0', name: FLOW_NAME, description, steps: demoSteps(portalUrl), options };
  const { flowId } = await api({ method: 'POST', path: '/api/flows', body, answer: createdVersionSchema });
  await activate(api, flowId);
  return flowId;
}

async function activate(api: Api, flowId: string): Promise<void> {
  await api({ method: 'POST', path: `/api/flows/${flowId}/activate`, body: {}, answer: activateFlow.response });
}

async function runOnce(api: Api, providerId: string, flowId: string, options: DemoOptions): Promise<void> {
  const answer = listJobs.response;
  const done = await api({ method: 'GET', path: `/api/jobs?flowId=${flowId}&status=completed&limit=1`, answer });
  if (done.items.length > 0) return;
  options.onFirstRun();
  const { jobId } = await api({
    method: 'POST',
    path: '/api/run',
    headers: { [IDEMPOTENCY_HEADER]: `demo-${Date.now()}` },
    body: { providerId, flowId, metadata: { demo: true } },
    answer: runAnswerSchema,
  });
  const until = performance.now() + FIRST_RUN_MS;
  for (;;) {
    const job = await api({ method: 'GET', path: `/api/jobs/${jobId}/status`, answer: jobStatusAnswerSchema });
    if (job.status === 'completed') return;
    if (!UNFINISHED.has(job.status)) {
      throw new AppError('internal', `the first execution ended "${job.status}": ${job.error?.message ?? ''}`, {
        hint: job.error?.hint ?? `Its log: ${options.apiUrl}/api/jobs/${jobId}/log`,
      });
    }
    if (performance.now() > until) {
      throw new AppError('worker_lost', `the first execution is still "${job.status}" after ${FIRST_RUN_MS / 1000} s`, {
        hint: 'Look at worker-1.log and worker-2.log.',
      });
    }
    await sleep(POLL_MS, undefined, { signal: options.signal });
  }
}

/** Signs in as the demo user, who is made with the demo organisation where there is none yet. */
export async function enterDemo(options: DemoOptions): Promise<Api> {
  let token: string | undefined;
  const api = createApi({ apiUrl: options.apiUrl, signal: options.signal, token: () => token });
  token = await signIn(api, options);
  return api;
}

/**
 * Sees to it that the demo organisation's portal account with a living session, its flow and one completed execution
 * exist. Throws `AppError` saying what is in the way; the signal's reason when aborted.
 */
export async function prepareDemo(api: Api, options: DemoOptions): Promise<void> {
  const providerId = await findProvider(api);
  const session = await capturePortalSession(options.portalUrl, options.signal);
  await api({ method: 'PUT', path: `/api/sessions/${providerId}`, body: session, answer: saveSession.response });
  const flowId = await prepareFlow(api, providerId, options.portalUrl);
  if (flowId !== undefined) await runOnce(api, providerId, flowId, options);
}

/** A code that signs in once, and the console's address that carries it where no server or log sees it: after the #. */
export async function makeSignInLink(api: Api, consoleUrl: string): Promise<{ code: string; url: string }> {
  const path = createSignInCode.path;
  const { code } = await api({ method: 'POST', path, body: {}, answer: createSignInCode.response });
  return { code, url: `${consoleUrl}/#/entrar?codigo=${code}` };
}
