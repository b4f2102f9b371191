import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { browserProcesses, childrenOf, stillRunning } from '../test/browser-census.ts';
import { testChromiumPath } from '../test/chromium.ts';
import { startPortalSite, type PortalSite } from '../test/portal-site.ts';
import { createWorkerKit, SECRET, type WorkerKit } from '../test/worker-kit.ts';
import type { StartedWorker } from '../test/worker-process.ts';

vi.setConfig({ testTimeout: 120_000 });

let kit: WorkerKit;
let site: PortalSite;
let folder: string;
const workers: StartedWorker[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sri-runner-test-'));
  site = await startPortalSite();
  kit = await createWorkerKit();
  await kit.setSession();
});

afterAll(async () => {
  await kit?.close();
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

afterEach(async () => {
  site.hold();
  for (const worker of workers.splice(0)) {
    worker.process.kill('SIGKILL');
    await worker.exited;
  }
  await waitFor('no browser to be left', () => browserProcesses(kit.spoolDir).length === 0);
});

async function start(env: Record<string, string> = {}): Promise<StartedWorker> {
  const worker = await kit.startWorker(env);
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

/** The browser's own process, without its helpers and the script that may have started it. */
function browserPid(): number {
  const main = browserProcesses(kit.spoolDir).find(
    ({ command }) => command.includes('--user-data-dir=') && !/--type=|^\/bin\/sh/.test(command),
  );
  if (main === undefined) throw new Error('no browser runs');
  return main.pid;
}

function runnerOf(worker: StartedWorker): { pid: number; command: string; environment: string } {
  const [runner] = childrenOf(worker.pid);
  if (runner === undefined) throw new Error('no runner runs');
  return runner;
}

describe('R48 the runner', () => {
  test('has no secret, no address of a service and nothing else of the worker’s environment', async () => {
    const worker = await start({ SESSION_ENCRYPTION_KEY: `${SECRET} of sessions` });
    const runner = runnerOf(worker);
    await waitFor('its title', () => runnerOf(worker).command.startsWith(`sri-worker-runner ${worker.id}`));
    const names = runner.environment.split('\0').flatMap((entry) => entry.split('=')[0] || []);
    expect(names.toSorted()).toEqual(
      ['HOME', 'LANG', 'NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE', 'PATH', 'TMPDIR'].filter((name) =>
        names.includes(name),
      ),
    );
    expect(names).toContain('TMPDIR');
    for (const { environment, command } of [runner, ...browserProcesses(kit.spoolDir)]) {
      expect(environment + command).not.toMatch(/SECRET|REDIS|S3_|redis:\/\/|secret-of-the-worker/);
    }
  });

  test('ends with its browser when nothing is to be done, and comes back for the next job', async () => {
    const worker = await start({ BROWSER_IDLE_MS: '300' });
    await waitFor(
      'runner and browser to end',
      () => childrenOf(worker.pid).length === 0 && browserProcesses(kit.spoolDir).length === 0,
    );
    const { jobId } = await kit.put(visit('/'));
    expect((await kit.ended(jobId)).outcome?.status).toBe('completed');
  });
});

describe('R24 what dies is replaced', () => {
  test.each([
    ['the browser', () => browserPid()],
    ['the runner', (worker: StartedWorker) => runnerOf(worker).pid],
  ])('%s: its job is tried again, the worker stays, nothing is left over', async (_name, victim) => {
    const worker = await start();
    const jobId = await heldJob();
    const browser = browserProcesses(kit.spoolDir).map(({ pid }) => pid);
    process.kill(victim(worker), 'SIGKILL');
    await waitFor('the old browser to be gone', () => stillRunning(browser).length === 0);
    site.release();
    const end = await kit.ended(jobId);
    expect(end).toMatchObject({ fence: { att: 2 }, stalls: 0, outcome: { status: 'completed', workerId: worker.id } });
    expect(worker.process.exitCode).toBeNull();
  });

  test('a page that fills its memory dies alone: the other slot goes on', async () => {
    await start({ BROWSER_MEMORY_MB: '256' });
    const other = await heldJob();
    const { jobId } = await kit.put(visit('/hog'));
    const end = await kit.ended(jobId, 90_000);
    expect(end).toMatchObject({
      fence: { att: 3 },
      stalls: 0,
      outcome: { status: 'failed', error: { code: 'browser_crashed' } },
    });
    site.release();
    expect(await kit.ended(other)).toMatchObject({ fence: { att: 1 }, outcome: { status: 'completed' } });
  });

  test('after so many jobs the browser is another one, and as many processes run as before', async () => {
    await start({ BROWSER_JOBS: '2' });
    const first = browserPid();
    const before = browserProcesses(kit.spoolDir).length;
    for (let round = 0; round < 4; round += 1) {
      const { jobId } = await kit.put(visit('/'));
      expect((await kit.ended(jobId)).outcome?.status).toBe('completed');
    }
    await waitFor(
      'the old browsers to be gone',
      () => stillRunning([first]).length === 0 && browserProcesses(kit.spoolDir).length <= before,
    );
  });
});

test('while no browser starts, nothing is claimed', async () => {
  const broken = join(folder, 'broken');
  const chromium = join(folder, 'chromium');
  writeFileSync(chromium, `#!/bin/sh\n[ -e '${broken}' ] && exit 1\nexec '${testChromiumPath()}' "$@"\n`);
  chmodSync(chromium, 0o755);
  const worker = await start({ CHROMIUM_PATH: chromium, BROWSER_IDLE_MS: '300' });
  await waitFor('runner and browser to end', () => childrenOf(worker.pid).length === 0);
  writeFileSync(broken, '');
  const unlucky = await kit.put(visit('/'), { options: { maxAttempts: 9 } });
  await waitFor('the worker to notice', () => worker.said().includes('the browser does not start, trying again'));
  const { jobId } = await kit.put(visit('/'));
  rmSync(broken);
  expect(await kit.ended(jobId)).toMatchObject({ fence: { att: 1 }, outcome: { status: 'completed' } });
  expect((await kit.ended(unlucky.jobId)).outcome?.status).toBe('completed');
});
