import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { loadScripts } from '@sri/shared/queue/scripts.ts';
import { patienceFor, repeats } from '../../infrastructure/test/repeats.ts';
import { testServices } from '../../infrastructure/test/test-services.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { startFaultProxy, type FaultProxy } from '../../infrastructure/chaos/fault-proxy.ts';
import { startPortalSite, type PortalSite } from '../test/portal-site.ts';
import { createWorkerKit, type WorkerKit } from '../test/worker-kit.ts';
import type { StartedWorker } from '../test/worker-process.ts';

vi.setConfig({ testTimeout: 120_000 });

const LEASE_MS = 3000;
const LOST_REPLIES = repeats(5);
let kit: WorkerKit;
let site: PortalSite;
let proxy: FaultProxy;
const workers: StartedWorker[] = [];
const scripts = loadScripts();

beforeAll(async () => {
  site = await startPortalSite();
  kit = await createWorkerKit(LEASE_MS);
  await kit.setSession();
  const redis = new URL(testServices().redisUrl);
  proxy = await startFaultProxy({ host: redis.hostname, port: Number(redis.port) });
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

/** A worker whose Redis is behind the proxy. */
async function start(env: Record<string, string> = {}): Promise<StartedWorker> {
  const worker = await kit.startWorker({ REDIS_URL: `redis://127.0.0.1:${proxy.port}`, ...env });
  workers.push(worker);
  return worker;
}

const visit = (path: string): object[] => [{ type: 'navigate', url: site.url + path, timeoutMs: 60_000 }];

/** Runs a job, so that Redis knows the scripts by their digest and each is one request. */
async function warmUp(): Promise<void> {
  const { jobId } = await kit.put(visit('/'));
  await kit.ended(jobId);
}

async function heldJob(): Promise<string> {
  const before = site.count('/hold');
  const { jobId } = await kit.put(visit('/hold'));
  await waitFor('the page to be asked for', () => site.count('/hold') > before);
  return jobId;
}

describe('replies that are lost', () => {
  test(
    `R6 of ${LOST_REPLIES} claims: the same job is got again, nothing is counted, nothing is put aside`,
    async () => {
      await start();
      await warmUp();
      for (let round = 1; round <= LOST_REPLIES; round += 1) {
        const lost = proxy.dropped();
        proxy.dropReplyTo(new RegExp(scripts.claim.sha));
        const { jobId } = await kit.put(visit(`/round-${round}`));
        expect(await kit.ended(jobId)).toMatchObject({
          by: 'worker',
          fence: { att: 1 },
          stalls: 0,
          outcome: { status: 'completed' },
        });
        expect([proxy.dropped() - lost, site.count(`/round-${round}`)]).toEqual([1, 1]);
      }
      expect(await kit.redis.llen(kit.keys.dead(kit.orgId))).toBe(0);
    },
    patienceFor(LOST_REPLIES),
  );

  test('R10 of a finish: it is told again, and the results get their names', async () => {
    const worker = await start();
    await warmUp();
    proxy.dropReplyTo(new RegExp(scripts.finish.sha));
    const lost = proxy.dropped();
    const { jobId } = await kit.put(visit('/once'));
    expect(await kit.ended(jobId)).toMatchObject({ fence: { att: 1 }, outcome: { status: 'completed' } });
    await waitFor('the worker to know', () => worker.said(jobId).includes('✅ Job completed'));
    expect(proxy.dropped() - lost).toBe(1);
    expect(await kit.objects(jobId)).toEqual(expect.arrayContaining(['execution.log', 'manifest.json']));
  });
});

test('R9 a worker that cannot renew stops its browser before another one may start', async () => {
  const worker = await start();
  const { jobId } = await kit.put([...visit('/beat'), { type: 'waitFor', target: '#nunca', timeoutMs: 60_000 }]);
  const first = (): number => site.count('/ping/1');
  await waitFor('the page to act', () => first() > 3);
  proxy.cut();
  const state = async () => (await kit.queue.known(kit.orgId, [jobId])).get(jobId);
  await waitFor('the lease to end', async () => (await state())?.state === 'queued');
  const atEnd = first();
  const second = await kit.startWorker();
  workers.push(second);
  await waitFor('the second one to act', () => site.count('/ping/2') > 20);
  expect(first()).toBe(atEnd);
  expect(worker.process.exitCode).toBeNull();
  await kit.queue.cancel(kit.orgId, jobId, 1);
  expect((await kit.ended(jobId)).by).not.toBe('dead');
});

test('R8 a worker that was stopped beyond its lease writes nothing when it wakes', async () => {
  const zombie = await kit.startWorker();
  workers.push(zombie);
  const jobId = await heldJob();
  zombie.process.kill('SIGSTOP');
  const known = async () => (await kit.queue.known(kit.orgId, [jobId])).get(jobId);
  await waitFor('the lease to end', async () => (await known())?.state === 'queued');
  const second = await kit.startWorker();
  workers.push(second);
  await waitFor('the second one to be at it', () => site.count('/hold') >= 2);
  zombie.process.kill('SIGCONT');
  site.release();
  expect(await kit.ended(jobId)).toMatchObject({
    fence: { att: 2 },
    lastWorker: second.id,
    outcome: { status: 'completed' },
  });
  await waitFor('its results', () => second.said(jobId).includes('✅ Job completed'));
  const { jobId: next } = await kit.put(visit('/'));
  await kit.ended(next);
  expect(await kit.object(jobId, 'manifest.json')).toContain(second.id);
  expect(zombie.said(jobId)).not.toContain('✅ Job completed');
});

test('R14 while Redis is away for less than a lease, what runs ends well and claiming goes on', async () => {
  const worker = await start({ LEASE_MS: '30000' });
  const jobId = await heldJob();
  proxy.cut();
  site.release();
  await waitFor('the end to wait', () => worker.said(jobId).includes('the end of a job cannot be told yet'));
  proxy.mend();
  expect(await kit.ended(jobId)).toMatchObject({ fence: { att: 1 }, outcome: { status: 'completed' } });
  const { jobId: next } = await kit.put(visit('/'));
  expect((await kit.ended(next)).outcome?.status).toBe('completed');
  expect(worker.process.exitCode).toBeNull();
});

describe('R15', () => {
  test('connections that die without a word are made anew', async () => {
    const worker = await start();
    await warmUp();
    proxy.swallow();
    const { jobId } = await kit.put(visit('/'));
    expect(await kit.ended(jobId)).toMatchObject({ outcome: { status: 'completed' } });
    expect(worker.process.exitCode).toBeNull();
  });

  test('a worker that hears nothing for long, while a fresh connection does, leaves with 1', async () => {
    const worker = await start({ STUCK_MS: '500' });
    await warmUp();
    proxy.swallow(new RegExp(`sri-${worker.id}`));
    const code = await worker.exited;
    expect(code).toBe(1);
    expect(worker.said().at(-1)).toContain('Redis answers a fresh connection');
  });
});
