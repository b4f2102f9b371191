import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RESULTS_BUCKET, resultPrefix, SCRIPTS_BUCKET } from '@sri/shared/protocol/s3-keys.ts';
import { createWorkerKit, SECRET, type WorkerKit } from '../../worker/test/worker-kit.ts';
import { testServices } from '../test/test-services.ts';
import { waitFor } from '../test/wait-for.ts';

const TABLE = `<!doctype html><title>Portal</title><table><tr><th>Contrato<th>Toneladas
<tr><td>00048123<td>1.234,5<tr><td>00048124<td>7</table>`;
let kit: WorkerKit;
let site: Server;

beforeAll(async () => {
  site = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(TABLE);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  kit = await createWorkerKit();
  await kit.setSession();
  await kit.startWorker();
});

afterAll(async () => {
  await kit?.close();
  site?.closeAllConnections();
  site?.close();
});

function verify(...args: string[]): Promise<{ code: number; output: string }> {
  const { s3 } = testServices();
  const env = {
    PATH: process.env['PATH'] ?? '',
    SRI_HOME: '/nonexistent',
    S3_ENDPOINT: s3.endpoint,
    S3_ACCESS_KEY: s3.accessKey,
    S3_SECRET_KEY: s3.secretKey,
    SCRIPT_SIGNING_SECRET: SECRET,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(import.meta.dirname, 'verify.ts'), ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
    });
  });
}

test('what a robot delivered is green; one byte of any object, or of the script, makes it red and is named', async () => {
  const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  const { jobId, scriptKey } = await kit.put([
    { type: 'navigate', url },
    { type: 'extractTable', target: 'table', saveAs: 'contratos' },
    { type: 'screenshot' },
  ]);
  await kit.ended(jobId);
  const prefix = resultPrefix(kit.orgId, kit.userId, jobId);
  const names = await waitFor('the names', async () => {
    const all = (await kit.objects(jobId)).filter((name) => !name.startsWith('attempts/'));
    return all.includes('manifest.json') && all.includes('data/contratos.xlsx') && all;
  });
  const green = await verify(jobId, '--org', kit.orgId);
  expect(green.output).toContain('todos como se firmaron');
  expect(green.code).toBe(0);
  expect((await verify(jobId)).code).toBe(0);
  expect((await verify(jobId, '--org', kit.userId)).code).toBe(2);

  const get = async (name: string): Promise<string> => kit.object(jobId, name);
  const put = (Bucket: string, Key: string, Body: string) => kit.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  const log = await get('execution.log');
  await put(RESULTS_BUCKET, `${prefix}execution.log`, log.replace('Processing', 'processing'));
  const red = await verify(jobId, '--org', kit.orgId);
  expect(red).toMatchObject({ code: 1, output: expect.stringContaining('cambió: execution.log') });
  await put(RESULTS_BUCKET, `${prefix}execution.log`, log);
  await put(SCRIPTS_BUCKET, scriptKey, '{}');
  expect((await verify(jobId)).output).toContain('cambió: el script que se ejecutó');
  expect(names).toEqual(expect.arrayContaining(['data/contratos.csv', 'data/contratos.json', 'screenshot-0.png']));
});
