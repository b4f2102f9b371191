import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { JobControl } from '@sri/shared/protocol/job-control.ts';
import { unpackFrame, type Frame } from '@sri/shared/protocol/live-frame.ts';
import { testServices } from '../../infrastructure/test/test-services.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { startHitServer } from '../test/hit-server.ts';
import { createWorkerKit, type WorkerKit } from '../test/worker-kit.ts';
import type { StartedWorker } from '../test/worker-process.ts';

vi.setConfig({ testTimeout: 120_000 });

let kit: WorkerKit;
let worker: StartedWorker;
let ear: Redis;
let site: Awaited<ReturnType<typeof startHitServer>>;
const frames: Frame[] = [];

const PAGE = `<!doctype html><meta charset="utf-8"><title>Portal de práctica</title>
<h1>Entrar</h1><input id="clave" type="password" value="canary"><input id="codigo"><button id="ok" onclick="fetch('/clic/' + codigo.value.length)">Ok</button>
<script>let covered;
setInterval(() => { const now = getComputedStyle(clave).color === 'rgba(0, 0, 0, 0)';
  if (now !== covered) fetch('/cubierta/' + (covered = now)); }, 50);
codigo.oninput = () => fetch('/escrito/' + codigo.value)</script>`;

beforeAll(async () => {
  site = await startHitServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
  });
  kit = await createWorkerKit();
  await kit.setSession();
  worker = await kit.startWorker();
  ear = new Redis(testServices().redisUrl);
  ear.on('messageBuffer', (_channel: Buffer, bytes: Buffer) => {
    const frame = unpackFrame(bytes);
    if (frame !== null) frames.push(frame);
  });
});
afterEach(() => void frames.splice(0));
afterAll(async () => {
  ear?.disconnect();
  await kit?.close();
  await site?.close();
});

const open = () => ({ type: 'navigate', url: `http://127.0.0.1:${site.port}/?secreto=1` });
const ASK = { type: 'askCode', target: '#codigo', medium: 'un SMS' };
const say = (jobId: string, control: JobControl) =>
  kit.redis.publish(kit.keys.jobControl(jobId), JSON.stringify(control));
const asked = async (jobId: string): Promise<void> =>
  void (await waitFor('the question', async () => (await kit.redis.get(kit.keys.jobStatus(jobId))) === 'needs_person'));
const heldSays = (jobId: string) => worker.said(jobId).filter((line) => line.includes('tomó el control'));

test('pictures come only while somebody watches, with the password covered, and end when nobody says so again', async () => {
  // The flow has looked for an element before: Playwright has its own script in the page by then.
  const { jobId } = await kit.put([open(), { type: 'waitFor', target: '#ok' }, ASK]);
  await ear.subscribe(kit.keys.jobLive(jobId));
  await asked(jobId);
  expect(frames).toEqual([]);
  await say(jobId, { type: 'watch', pageIds: [''], stills: false, forMs: 3000 });
  const first = await waitFor('a picture', () => frames.find(({ picture }) => picture.length > 0));
  expect([...first.picture.subarray(0, 2)]).toEqual([0xff, 0xd8]);
  expect(first.meta).toMatchObject({ jobId, pageId: first.meta.current, width: 1366, height: 768 });
  await waitFor('that the page rests', () => frames.some(({ picture }) => picture.length === 0));
  expect(frames.at(-1)?.meta.pages).toEqual([
    { id: first.meta.pageId, url: `http://127.0.0.1:${site.port}/`, title: 'Portal de práctica' },
  ]);
  const covers = site.hits.filter((hit) => hit.startsWith('GET /cubierta/'));
  expect(covers.slice(0, 2)).toEqual(['GET /cubierta/false', 'GET /cubierta/true']);
  // The cover is taken away last of all.
  await waitFor('the end', () => site.hits.filter((hit) => hit === 'GET /cubierta/false').length === 2);
  await say(jobId, { type: 'code', code: '481516' });
  expect((await kit.ended(jobId)).outcome?.status).toBe('completed');
  expect(site.hits).toContain('GET /escrito/481516');
  expect(await kit.object(jobId, 'execution.log').catch(() => '')).not.toContain('481516');
  expect(worker.said(jobId).join()).not.toContain('481516');
});

test('while a person has control the flow waits, and input of that hold alone reaches the page', async () => {
  const { jobId } = await kit.put([open(), ASK, { type: 'click', target: '#ok', after: { response: '/clic/' } }]);
  await asked(jobId);
  await say(jobId, { type: 'hold', hold: { id: 'h1', forMs: 60_000 } });
  await waitFor('the hold', () => heldSays(jobId).length === 1);
  const place = { x: 1, y: 1 };
  for (const holdId of ['another', 'h1']) {
    await say(jobId, { type: 'input', holdId, pageId: '', input: { kind: 'move', ...place } });
    await say(jobId, { type: 'input', holdId, pageId: '', input: { kind: 'key', key: 'Tab' } });
    await say(jobId, { type: 'input', holdId, pageId: '', input: { kind: 'key', key: 'Tab' } });
    await say(jobId, { type: 'input', holdId, pageId: '', input: { kind: 'text', text: holdId } });
  }
  await waitFor('what was typed', () => site.hits.includes('GET /escrito/h1'));
  expect(site.hits.join()).not.toContain('another');
  await say(jobId, { type: 'code', code: '23' });
  await waitFor('the code', () => site.hits.includes('GET /escrito/23'));
  expect(site.hits.join()).not.toContain('GET /clic');
  // The last keys may still be on their way when control is given back: the flow does not overtake them.
  const long = 'x'.repeat(80);
  await say(jobId, { type: 'input', holdId: 'h1', pageId: '', input: { kind: 'text', text: long } });
  await say(jobId, { type: 'hold', hold: null });
  expect((await kit.ended(jobId)).outcome?.status).toBe('completed');
  const clicked = await waitFor('the click', () => site.hits.find((hit) => hit.startsWith('GET /clic/')));
  expect(clicked).toBe(`GET /clic/${'23'.length + long.length}`);
  expect(worker.said(jobId).join()).not.toContain('h1');
});
