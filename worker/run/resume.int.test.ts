import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resumeStateSchema, RESUME_FILE } from '@sri/shared/model/resume.ts';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import { resultPrefix } from '@sri/shared/protocol/s3-keys.ts';
import { createWorkerKit, type WorkerKit } from '../test/worker-kit.ts';

let kit: WorkerKit;
let site: Server;
let url: string;
/** What the site was asked for since the last look. */
let asked: string[] = [];
let mended = false;

const PAGES: Record<string, () => string> = {
  '/lista': () => '<h1 id="titulo">Contratos</h1><a id="ir" href="/detalle?n=7">Detalle</a>',
  '/detalle': () => (mended ? '<input id="nota">' : '<p>En mantenimiento</p>'),
};

beforeAll(async () => {
  site = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://portal');
    if (PAGES[pathname] !== undefined) asked.push(request.url ?? '');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>Portal</title>${PAGES[pathname]?.() ?? ''}`);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  kit = await createWorkerKit();
  await kit.setSession();
  await kit.startWorker();
});

afterAll(async () => {
  await kit?.close();
  site?.closeAllConnections();
  site?.close();
});

const steps = (): object[] => [
  { type: 'navigate', url: `${url}/lista` },
  { type: 'extract', fields: [{ name: 'titulo', target: '#titulo' }], saveAs: 'resumen' },
  { type: 'setVariable', value: 'canary-cookie-value', saveAs: 'secreto' },
  { type: 'click', target: '#ir' },
  { type: 'fill', target: '#nota', value: '{{resumen.titulo}} listos', timeoutMs: 1000 },
  { type: 'extract', fields: [{ name: 'nota', target: '#nota', attribute: 'value' }], saveAs: 'nota' },
];

async function failedAtFill(): Promise<{ jobId: string; state: string }> {
  mended = false;
  const { jobId } = await kit.put(steps());
  const { outcome } = await kit.ended(jobId);
  expect(outcome).toMatchObject({ status: 'failed', error: { code: 'element_not_found' } });
  const state = await kit.object(jobId, `attempts/1.1/${RESUME_FILE}`);
  expect(outcome?.objects[RESUME_FILE]).toBe(sha256Hex(state));
  mended = true;
  asked = [];
  return { jobId, state };
}

function refOf(jobId: string, state: string) {
  const key = `${resultPrefix(kit.orgId, kit.userId, jobId)}attempts/1.1/${RESUME_FILE}`;
  return { jobId, key, stepId: resumeStateSchema.parse(JSON.parse(state)).stepId, sha256: sha256Hex(state) };
}

test('a failed execution leaves where it was and what it had found, without secrets', async () => {
  const { state } = await failedAtFill();
  expect(state).not.toContain('canary');
  expect(resumeStateSchema.parse(JSON.parse(state))).toMatchObject({
    index: 4,
    url: `${url}/detalle?n=7`,
    variables: { resumen: { titulo: 'Contratos' } },
    data: [{ name: 'resumen', value: { titulo: 'Contratos' } }],
  });
});

test('another one goes on at the step that failed: nothing before it is done again, and its data is there', async () => {
  const { jobId, state } = await failedAtFill();
  const again = await kit.put(steps(), { envelope: { resume: refOf(jobId, state) } });
  const { outcome } = await kit.ended(again.jobId);
  expect(outcome).toMatchObject({ status: 'completed' });
  expect(outcome?.steps.map(({ path, status }) => `${path} ${status}`)).toEqual([
    '1 skipped',
    '2 skipped',
    '3 skipped',
    '4 skipped',
    '5 passed',
    '6 passed',
  ]);
  expect(asked).toEqual(['/detalle?n=7']);
  const data = async (name: string): Promise<unknown> =>
    JSON.parse(await kit.object(again.jobId, `attempts/1.1/data/${name}.json`));
  expect(await data('resumen')).toEqual({ titulo: 'Contratos' });
  expect(Object.keys(outcome?.objects ?? {})).toContain('data/nota.json');
});

test.each([
  ['was changed', { sha256: '0'.repeat(64) }],
  ['is of another step', { stepId: 'otro' }],
  ['is gone', { key: 'results/nada.json' }],
])('what it left %s: it ends with what to do, and opens no page', async (_what, change) => {
  const { jobId, state } = await failedAtFill();
  const again = await kit.put(steps(), { envelope: { resume: { ...refOf(jobId, state), ...change } } });
  const { outcome } = await kit.ended(again.jobId);
  expect(outcome).toMatchObject({ status: 'failed', error: { code: 'resume_unreadable' } });
  expect(asked).toEqual([]);
});
