import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Browser } from 'playwright-core';
import readExcel from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RESULTS_BUCKET, resultPrefix } from '@sri/shared/protocol/s3-keys.ts';
import { launchTestBrowser } from '../../../worker/test/test-browser.ts';
import { registerOrg, type ApiClient, type JobAnswer } from '../stack/api-client.ts';
import { makeHome, run, startLocalStack, type LocalStack } from '../stack/local-stack.ts';
import { waitFor } from '../wait-for.ts';
import { startScanOffice } from './scan-office.ts';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const CERTIFICATE = `Constancia de retención
Liquidación primaria de granos
El contribuyente entregó soja de la campaña 2025/26.`;

let stack: LocalStack;
let browser: Browser;
let office: Awaited<ReturnType<typeof startScanOffice>>;
let receiver: WebhookReceiver;
let client: ApiClient;
let providerId: string;

beforeAll(async () => {
  [stack, browser, receiver] = await Promise.all([startLocalStack(makeHome()), launchTestBrowser(), startReceiver()]);
  office = await startScanOffice(browser, CERTIFICATE);
  client = await registerOrg(stack.env.API_URL, 'resultados');
  providerId = await client.providerId('practica');
});
afterAll(async () => {
  office?.close();
  await receiver?.close();
  await browser?.close();
  await stack?.stop();
});

/** Logs in at the practice portal and hands the session in; gives its cookie. */
async function logIn(): Promise<string> {
  const answer = await fetch(`${stack.env.PORTAL_URL}/ingresar`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ usuario: 'proveedor', clave: 'practica2026' }),
  });
  const value = /PORTALSESSID=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '';
  await client.connect(providerId, [{ name: 'PORTALSESSID', value, domain: new URL(stack.env.PORTAL_URL).hostname }]);
  return `PORTALSESSID=${value}`;
}

const PRINTED = ['total-cantidad', 'total-toneladas', 'total-ars', 'total-usd'];
const steps = (): object[] => [
  { type: 'navigate', url: `${stack.env.PORTAL_URL}/liquidaciones` },
  { type: 'extractTable', target: 'table.datos', pagination: { next: 'a.siguiente' }, saveAs: 'leidas' },
  { type: 'extract', fields: PRINTED.map((name) => ({ name, target: `#${name}` })), saveAs: 'totales' },
  {
    type: 'parse',
    as: 'table',
    from: '{{leidas}}',
    totals: PRINTED.map((name) => ({ name, value: `{{totales.${name}}}` })),
    saveAs: 'liquidaciones',
  },
  { type: 'download', url: office.url, saveAs: 'escaneado' },
  { type: 'ocr', from: '{{escaneado}}', saveAs: 'constancia' },
  // Each fails where the text that was read has no such words.
  { type: 'parse', as: 'regex', from: '{{constancia}}', pattern: 'Constancia de retención', saveAs: 'titulo' },
  { type: 'parse', as: 'regex', from: '{{constancia}}', pattern: 'campaña (2025/26)', saveAs: 'campana' },
];

const jobIs = (jobId: string, status: string): Promise<JobAnswer> =>
  waitFor(
    `${jobId} to be ${status}`,
    async () => {
      const { body } = await client.call<JobAnswer>('GET', `/api/jobs/${jobId}`);
      return body.status === status && body;
    },
    120_000,
  );

/** The flow, due at the next minute of the clock. */
async function schedule(flowId: string): Promise<string> {
  const soon = new Date(Date.now() + 60_000);
  const time = soon.toISOString().slice(11, 16);
  const rule = { timing: { kind: 'daily', times: [time] }, timezone: 'Etc/UTC' };
  const made = await client.call<{ id: string }>('POST', '/api/schedules', { name: 'Liquidaciones', flowId, ...rule });
  expect(made.status).toBe(201);
  return made.body.id;
}

async function told(jobId: string, type: string): Promise<void> {
  await waitFor(`${type} of ${jobId}`, () =>
    receiver.received.some(({ event }) => event.type === type && event.data.jobId === jobId),
  );
}

interface Artifact {
  name: string;
  url: string;
}

async function artifacts(jobId: string): Promise<Artifact[]> {
  return (await client.call<{ items: Artifact[] }>('GET', `/api/jobs/${jobId}/artifacts`)).body.items;
}

const names = async (jobId: string): Promise<string[]> => (await artifacts(jobId)).map(({ name }) => name);

async function file(jobId: string, name: string): Promise<Buffer> {
  const found = (await artifacts(jobId)).find((item) => item.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return Buffer.from(await (await fetch(found.url)).arrayBuffer());
}

const verify = (jobId: string) => run('npm', ['run', '--silent', 'verify', '--', jobId], { SRI_HOME: stack.home });

test('scheduled, held at the login page, released by a new login; read, reconciled, told and verified', async () => {
  const made = await client.call<{ secret: string }>('POST', '/api/webhooks', {
    name: 'ERP',
    url: receiver.url,
    events: ['job.completed', 'job.needs_login'],
  });
  expect(made.status).toBe(201);
  receiver.expectSecret(made.body.secret);

  // The portal ends the session before the schedule is due.
  const cookie = await logIn();
  const flowId = await client.publish(providerId, steps());
  await fetch(`${stack.env.PORTAL_URL}/salir`, { headers: { cookie } });
  const scheduleId = await schedule(flowId);
  const jobId = await waitFor(
    'the schedule to fire',
    async () => {
      const { body } = await client.call<{ items: { jobId: string | null }[] }>(
        'GET',
        `/api/schedules/${scheduleId}/ticks`,
      );
      return body.items[0]?.jobId ?? undefined;
    },
    120_000,
  );
  expect(await jobIs(jobId, 'needs_login')).toMatchObject({ error: { code: 'login_required' } });
  await told(jobId, 'job.needs_login');
  // Held: what comes after it waits for the same login.
  const second = await client.run(providerId);
  await logIn();
  await jobIs(jobId, 'completed');
  await jobIs(second, 'completed');
  await told(jobId, 'job.completed');
  expect(receiver.refused).toBe(0);
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(receiver.received.length);

  const rows = JSON.parse((await file(jobId, 'data/liquidaciones.json')).toString()) as { importe: number }[];
  expect(rows).toHaveLength(68);
  // Written where a row, or a sum against the portal's own, breaks the contract.
  expect(await names(jobId)).not.toContain('data/liquidaciones.contract.json');
  const sheets = await readExcel(await file(jobId, 'data/liquidaciones.xlsx'));
  const table = (
    Array.isArray(sheets) && 'data' in (sheets[0] ?? {}) ? (sheets[0] as { data: unknown[][] }).data : sheets
  ) as unknown[][];
  expect(table).toHaveLength(69);
  const amounts = (table[0] ?? []).indexOf('importe');
  expect(table.slice(1).map((row) => row[amounts])).toEqual(rows.map(({ importe }) => importe));
  expect(await verify(jobId)).toMatchObject({ code: 0 });
  const { S3_ENDPOINT: endpoint, S3_ACCESS_KEY: accessKeyId, S3_SECRET_KEY: secretAccessKey } = stack.env;
  const s3 = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
  const csv = await file(jobId, 'data/liquidaciones.csv');
  csv[csv.length - 3] = (csv[csv.length - 3] ?? 0) ^ 1;
  const Key = `${resultPrefix(client.orgId, client.userId, jobId)}data/liquidaciones.csv`;
  await s3.send(new PutObjectCommand({ Bucket: RESULTS_BUCKET, Key, Body: csv }));
  const red = await verify(jobId);
  expect(red).toMatchObject({ code: 1, output: expect.stringContaining('data/liquidaciones.csv') as unknown });
});
