import { waitFor } from '../wait-for.ts';
import { canaryOf, canaryValue, type Canary } from './canary.ts';
import { watchLive } from './watch-live.ts';
import type { JobParts } from './job-parts.ts';

const ENDED = ['completed', 'failed', 'cancelled', 'needs_login', 'needs_review'];

/**
 * Says everything that the page knows of the session wherever a page can say something: its title, its address, the
 * console, requests, and in whatever way it is written.
 */
const SAY_IT_ALL = `(() => {
  const known = [document.cookie, ...Object.values({ ...localStorage }), ...Object.values({ ...sessionStorage })];
  const plain = known.join(' ');
  const coded = btoa(unescape(encodeURIComponent(plain)));
  const said = [plain, encodeURIComponent(plain), JSON.stringify(plain), JSON.stringify(JSON.stringify(plain)), coded];
  document.title = said.join(' ');
  history.replaceState(null, '', '?dicho=' + encodeURIComponent(plain) + '#' + coded);
  for (const text of said) {
    console.error(text);
    fetch('/nada?dicho=' + encodeURIComponent(text), { headers: { 'X-Dicho': encodeURIComponent(text) } });
  }
  const button = document.createElement('button');
  button.className = 'dicho';
  button.textContent = plain;
  document.body.append(button, button.cloneNode(true));
  return said;
})()`;

/** Has the page count, at the portal, when so many characters stand in its password field. */
const countTyped = (counter: string, characters: number): string => `(() => {
  document.querySelector('#clave-prueba').addEventListener('input', ({ target }) => {
    if (target.value.length === ${characters}) fetch('${counter}', { method: 'POST' });
  });
})()`;

async function runFlow({ listener, token }: JobParts, providerId: string, steps: object[], stepPictures: string) {
  const flow = { providerId, version: '1.0.0', name: 'Canarios', description: '', steps, options: { stepPictures } };
  const { flowId } = (await listener.ask('POST', '/api/flows', { token, body: flow })).body;
  await listener.ask('POST', `/api/flows/${String(flowId)}/activate`, { token });
  const run = await listener.ask('POST', '/api/run', { token, body: { providerId, flowId } });
  return String(run.body['jobId']);
}

export interface CanaryRuns {
  /** The execution that was completed, and the one that failed. */
  jobIds: string[];
  canaries: Canary[];
}

/** Two executions with the session: one asks for a code and a person types in it, one fails while it says everything. */
export async function runCanaryJobs(
  parts: JobParts,
  saveSession: (providerId: string) => Promise<void>,
): Promise<CanaryRuns> {
  const { listener, portalUrl, token } = parts;
  const providers = (await listener.ask('GET', '/api/providers', { token })).body as unknown as {
    id: string;
    slug: string;
  }[];
  const providerId = providers.find(({ slug }) => slug === 'practica')?.id ?? '';
  await saveSession(providerId);
  const values = { code: canaryValue('code', true), typed: canaryValue('typed', true) };
  const is = async (jobId: string, statuses: string[]): Promise<void> =>
    void (await waitFor(`${jobId} to be ${statuses.join()}`, async () => {
      const { status } = (await listener.ask('GET', `/api/jobs/${jobId}/status`, { token })).body;
      return statuses.includes(String(status));
    }));
  const page = { type: 'navigate', url: `${portalUrl}/pruebas/formulario` };

  const asks = { type: 'askCode', target: '#nombre', medium: 'un SMS', saveAs: 'codigo' };
  const counter = `/pruebas/contador?k=${crypto.randomUUID()}`;
  const focused = [
    { type: 'evaluate', expression: countTyped(counter, values.typed.length) },
    { type: 'click', target: '#clave-prueba' },
  ];
  const after = [{ type: 'evaluate', expression: SAY_IT_ALL }, { type: 'screenshot' }];
  const good = await runFlow(parts, providerId, [page, ...focused, asks, ...after], 'all');
  const stream = listener.follow(`/api/jobs/${good}/events`, token);
  const socket = await watchLive(parts, good);
  await is(good, ['needs_person']);
  const control = `/api/jobs/${good}/control`;
  const { holdId } = (await listener.ask('POST', control, { token, body: { action: 'take' } })).body;
  const input = { kind: 'text', text: values.typed };
  socket.send(JSON.stringify({ type: 'input', jobId: good, holdId, pageId: '', input }));
  await waitFor('what was typed to be in the page', async () => {
    const counted = await fetch(portalUrl + counter.replace('?', '.json?'));
    return ((await counted.json()) as { post: number }).post === 1;
  });
  await waitFor('a picture', () => listener.heard.some(({ place }) => place === 'live picture'));
  await listener.ask('POST', control, { token, body: { action: 'give' } });
  await listener.ask('POST', `/api/jobs/${good}/code`, { token, body: { code: { wrong: values.code } } });
  await listener.ask('POST', `/api/jobs/${good}/code`, { token, body: { code: values.code } });
  await is(good, ENDED);
  await stream;
  socket.close();
  await listener.ask('POST', `/api/jobs/${good}/code`, { token, body: { code: values.code } });

  const throwing = `${SAY_IT_ALL}; throw new Error(document.title + ' ' + location.href)`;
  const failing = [
    page,
    { type: 'evaluate', expression: throwing, onError: 'continue' },
    { type: 'click', target: { candidates: [{ by: 'css', value: 'button.dicho' }] }, timeoutMs: 500 },
  ];
  const bad = await runFlow(parts, providerId, failing, 'failures');
  await is(bad, ENDED);
  await listener.follow(`/api/jobs/${bad}/events`, token);
  return { jobIds: [good, bad], canaries: Object.entries(values).map(([name, value]) => canaryOf(name, value)) };
}
