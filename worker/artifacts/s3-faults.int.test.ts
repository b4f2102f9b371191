import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { testServices } from '../../infrastructure/test/test-services.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { startFaultProxy, type FaultProxy } from '../../infrastructure/chaos/fault-proxy.ts';
import { startPortalSite, type PortalSite } from '../test/portal-site.ts';
import { createWorkerKit, type WorkerKit } from '../test/worker-kit.ts';
import type { StartedWorker } from '../test/worker-process.ts';

vi.setConfig({ testTimeout: 120_000 });

let kit: WorkerKit;
let site: PortalSite;
let proxy: FaultProxy;
const workers: StartedWorker[] = [];

beforeAll(async () => {
  site = await startPortalSite();
  kit = await createWorkerKit();
  await kit.setSession();
  const s3 = new URL(testServices().s3.endpoint);
  proxy = await startFaultProxy({ host: s3.hostname, port: Number(s3.port) });
});

afterAll(async () => {
  await kit?.close();
  await Promise.all([site?.close(), proxy?.close()]);
});

afterEach(async () => {
  site.hold();
  proxy.mend();
  for (const worker of workers.splice(0)) {
    worker.process.kill('SIGKILL');
    await worker.exited;
  }
});

/** A worker whose S3 is behind the proxy. */
async function start(env: Record<string, string> = {}): Promise<StartedWorker> {
  const worker = await kit.startWorker({ S3_ENDPOINT: `http://127.0.0.1:${proxy.port}`, ...env });
  workers.push(worker);
  return worker;
}

const visit = (path: string): object[] => [{ type: 'navigate', url: site.url + path, timeoutMs: 60_000 }];

async function heldJob(): Promise<string> {
  const before = site.count('/hold');
  const { jobId } = await kit.put(visit('/hold'));
  await waitFor('the page to be asked for', () => site.count('/hold') > before);
  return jobId;
}

describe('R12 while S3 is away', () => {
  test('results wait in the spool, and the slot is free for the next run', async () => {
    const worker = await start({ WORKER_CONCURRENCY: '1' });
    const waiting = await heldJob();
    const next = await kit.put(visit('/next'));
    await waitFor('the second script to be there', async () => (await kit.queue.depth(kit.orgId)).queued === 1);
    proxy.cut();
    site.release();
    await waitFor('the results to wait', () =>
      worker.said(waiting).includes('S3 does not take the results yet, trying again'),
    );
    await waitFor('the next job to wait for its script', () =>
      worker.said().includes('S3 does not give a script yet, trying again'),
    );
    proxy.mend();
    for (const jobId of [waiting, next.jobId]) {
      expect(await kit.ended(jobId)).toMatchObject({ fence: { att: 1 }, outcome: { status: 'completed' } });
    }
    expect([site.count('/hold'), site.count('/next')]).toEqual([1, 1]);
    await waitFor('the names', async () => (await kit.objects(waiting)).includes('manifest.json'));
  });

  test('for too long: result_upload, tried again and then failed; nothing is left in the spool', async () => {
    const worker = await start({ UPLOAD_RETRY_MS: '500' });
    const jobId = await heldJob();
    proxy.cut();
    site.release();
    const end = await kit.ended(jobId);
    expect(end).toMatchObject({
      fence: { att: 3 },
      outcome: { status: 'failed', error: { code: 'result_upload' }, objects: {} },
    });
    expect(worker.process.exitCode).toBeNull();
    expect(await kit.objects(jobId)).toEqual([]);
  });
});

test('R11 a worker that dies between finish and names leaves the attempt, and no name of it', async () => {
  const worker = await start();
  const jobId = await heldJob();
  await waitFor('the lease', async () => (await kit.queue.known(kit.orgId, [jobId])).get(jobId)?.state === 'active');
  site.release();
  const end = await kit.ended(jobId);
  worker.process.kill('SIGKILL');
  const names = Object.keys(end.outcome?.objects ?? {});
  expect(names).toEqual(expect.arrayContaining(['execution.log', 'result.json', 'manifest.json']));
  expect(await kit.objects(jobId)).toEqual(expect.arrayContaining(names.map((name) => `attempts/1.1/${name}`)));
});

test('what the spool cannot hold is disk_full: tried again, and nothing of it is uploaded', async () => {
  await start({ SPOOL_LIMIT_MB: '1' });
  const { jobId } = await kit.put([...visit('/'), { type: 'download', url: `${site.url}/file`, saveAs: 'resumen' }]);
  const end = await kit.ended(jobId);
  expect(end).toMatchObject({ fence: { att: 3 }, outcome: { status: 'failed', error: { code: 'disk_full' } } });
  expect((await kit.objects(jobId)).filter((name) => name.includes('downloads'))).toEqual([]);
  expect(site.count('/file')).toBe(3);
});

test('R44 a script that is not there yet is tried again', async () => {
  await start();
  const { jobId } = await kit.put(visit('/'), { envelope: { scriptKey: 'scripts/nowhere.json' } });
  expect(await kit.ended(jobId)).toMatchObject({
    fence: { att: 3 },
    outcome: { error: { code: 'storage_unavailable' } },
  });
});
