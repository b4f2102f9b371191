import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { heartbeatSchema, type Heartbeat } from '@sri/shared/model/worker.ts';
import { waitFor } from '../infrastructure/test/wait-for.ts';
import { browserProcesses, stillRunning } from './test/browser-census.ts';
import { startPortalSite, type PortalSite } from './test/portal-site.ts';
import { createWorkerKit, SECRET, type WorkerKit } from './test/worker-kit.ts';
import type { StartedWorker } from './test/worker-process.ts';

let kit: WorkerKit;
let site: PortalSite;

beforeAll(async () => {
  site = await startPortalSite();
  kit = await createWorkerKit();
  await kit.setSession();
});

afterAll(async () => {
  await kit?.close();
  await site?.close();
});

beforeEach(() => site.hold());

const holdSteps = (): object[] => [
  { type: 'navigate', url: `${site.url}/hold`, timeoutMs: 60_000 },
  { type: 'screenshot' },
];

async function heartbeatOf(worker: StartedWorker): Promise<Heartbeat | undefined> {
  const text = await kit.redis.get(kit.keys.heartbeat(worker.id));
  return text === null ? undefined : heartbeatSchema.parse(JSON.parse(text));
}

/** A job that waits for the site, on its worker. */
async function heldJob(): Promise<string> {
  const before = site.count('/hold');
  const { jobId } = await kit.put(holdSteps());
  await waitFor('the page to be asked for', () => site.count('/hold') > before);
  return jobId;
}

describe('R5 R24 kill -9', () => {
  test('a worker that dies in mid-job leaves no browser, and another one carries the job out', async () => {
    const first = await kit.startWorker();
    const jobId = await heldJob();
    const browser = browserProcesses(kit.spoolDir).map(({ pid }) => pid);
    expect(browser.length).toBeGreaterThan(2);
    first.process.kill('SIGKILL');
    await waitFor('its browser to end', () => stillRunning(browser).length === 0);
    site.release();
    const second = await kit.startWorker();
    const end = await kit.ended(jobId, 60_000);
    expect(end).toMatchObject({
      by: 'worker',
      fence: { gen: 1, att: 2 },
      lastWorker: second.id,
      outcome: { status: 'completed' },
    });
    await waitFor('its results', () => second.said(jobId).includes('✅ Job completed'));
    expect(await kit.object(jobId, 'manifest.json')).toContain('"attempt": "1.2"');
    second.process.kill('SIGTERM');
    expect(await second.exited).toBe(0);
    expect(browserProcesses(kit.spoolDir)).toEqual([]);
  });
});

describe('R23 drain', () => {
  test('asked to take nothing new it ends what runs and stays; asked to go on it takes what waits', async () => {
    const worker = await kit.startWorker();
    const jobId = await heldJob();
    await kit.redis.set(kit.keys.drain(worker.id), 'somebody');
    await waitFor('the heartbeat to say so', async () => (await heartbeatOf(worker))?.drained === true);
    const { jobId: later } = await kit.put(holdSteps());
    site.release();
    expect(await kit.ended(jobId)).toMatchObject({ outcome: { status: 'completed' } });
    const beat = await heartbeatOf(worker);
    expect(beat).toMatchObject({ state: 'draining' });
    expect(beat?.rssBytes).toBeGreaterThan(50_000_000);
    expect((await kit.queue.known(kit.orgId, [later])).get(later)).toMatchObject({ state: 'queued', att: 0 });
    await kit.redis.del(kit.keys.drain(worker.id));
    expect(await kit.ended(later)).toMatchObject({ lastWorker: worker.id, outcome: { status: 'completed' } });
    worker.process.kill('SIGTERM');
    expect(await worker.exited).toBe(0);
    expect(await kit.redis.exists(kit.keys.heartbeat(worker.id), kit.keys.drain(worker.id))).toBe(0);
  });

  test('at SIGTERM it claims no more, ends what runs, and leaves with 0', async () => {
    const worker = await kit.startWorker();
    const jobId = await heldJob();
    worker.process.kill('SIGTERM');
    await waitFor('the heartbeat to say so', async () => (await heartbeatOf(worker))?.state === 'draining');
    const { jobId: later } = await kit.put(holdSteps());
    site.release();
    expect(await kit.ended(jobId)).toMatchObject({ stalls: 0, fence: { att: 1 }, outcome: { status: 'completed' } });
    expect(await worker.exited).toBe(0);
    expect((await kit.queue.known(kit.orgId, [later])).get(later)).toMatchObject({ state: 'queued', att: 0 });
    expect(await heartbeatOf(worker)).toBeUndefined();
    await kit.queue.cancel(kit.orgId, later, 1);
  });

  test.each([
    ['a second SIGTERM', {}, 2],
    ['the end of its patience', { DRAIN_MS: '300' }, 1],
  ])('at %s what runs is given back and counts as no crash', async (_name, env, signals) => {
    const worker = await kit.startWorker(env);
    const jobId = await heldJob();
    worker.process.kill('SIGTERM');
    await waitFor('the drain', () => worker.said().some((line) => line.startsWith('draining')));
    if (signals === 2) worker.process.kill('SIGTERM');
    expect(await worker.exited).toBe(0);
    expect((await kit.queue.known(kit.orgId, [jobId])).get(jobId)).toMatchObject({ state: 'queued', stalls: 0 });
    expect(browserProcesses(kit.spoolDir)).toEqual([]);
    site.release();
    const next = await kit.startWorker();
    expect(await kit.ended(jobId)).toMatchObject({ stalls: 0, outcome: { status: 'completed' } });
    next.process.kill('SIGKILL');
  });
});

describe('what others see of it', () => {
  test('its title says who it is, however it was started, and its heartbeat what it does', async () => {
    const worker = await kit.startWorker();
    const title = `sri-worker ${worker.id}`;
    expect(readFileSync(`/proc/${worker.pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()).toBe(title);
    expect(await heartbeatOf(worker)).toMatchObject({
      workerId: worker.id,
      pid: worker.pid,
      capacity: 2,
      running: [],
      state: 'idle',
      done: 0,
    });
    const jobId = await heldJob();
    expect(await heartbeatOf(worker)).toMatchObject({ running: [jobId], state: 'busy' });
    expect(await kit.redis.get(kit.keys.jobStatus(jobId))).toBe('running');
    site.release();
    await kit.ended(jobId);
    await waitFor('the heartbeat after it', async () => {
      const beat = await heartbeatOf(worker);
      return beat?.done === 1 && beat.running.length === 0;
    });
    worker.process.kill('SIGKILL');
  });

  test('R29 without its heartbeat it goes on working', async () => {
    const worker = await kit.startWorker();
    const jobId = await heldJob();
    await kit.redis.del(kit.keys.heartbeat(worker.id));
    site.release();
    expect(await kit.ended(jobId)).toMatchObject({ fence: { att: 1 }, outcome: { status: 'completed' } });
    worker.process.kill('SIGKILL');
  });
});

describe('it refuses to start', () => {
  const start = (env: Record<string, string>) =>
    spawnSync(process.execPath, ['main.ts'], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], LOG_DIR: join(kit.spoolDir, 'logs'), SCRIPT_SIGNING_SECRET: SECRET, ...env },
    });

  test.each([
    [{ DATABASE_URL: 'postgres://x' }, /DATABASE_URL/],
    [{ PGHOST: 'x', JWT_SECRET: 'y' }, /PGHOST, JWT_SECRET/],
    [{ SCRIPT_SIGNING_SECRET: 'short' }, /SCRIPT_SIGNING_SECRET: must have at least 32 characters/],
    [{ CHROMIUM_PATH: '/nowhere/chromium' }, /CHROMIUM_PATH: \/nowhere\/chromium is not there/],
  ])('with %o, and says why', (env, why) => {
    const { status, stderr } = start(env);
    expect(status).toBe(1);
    expect(stderr).toMatch(why);
  });

  test('and waits while Redis is not there yet', async () => {
    const child = spawn(process.execPath, ['main.ts'], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        PATH: process.env['PATH'],
        LOG_DIR: join(kit.spoolDir, 'logs'),
        SPOOL_DIR: kit.spoolDir,
        SCRIPT_SIGNING_SECRET: SECRET,
        REDIS_URL: 'redis://127.0.0.1:1',
      },
    });
    let said = '';
    child.stdout.on('data', (data: Buffer) => (said += data.toString()));
    await waitFor('it to say so', () => said.includes('is down, trying again'));
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
  });
});
