import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { test } from 'vitest';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { createWorkerKit, type WorkerKit } from '../test/worker-kit.ts';

const LEASE_MS = 4000;
const HOUR_MS = 3_600_000;
const SHIFT_CLOCK = pathToFileURL(join(import.meta.dirname, '..', 'test', 'shift-clock.ts')).href;

/** Work that does not end by itself, without a page. */
const ENDLESS = [{ type: 'evaluate', expression: 'new Promise(() => undefined)', timeoutMs: 60_000 }];

/** ms until the job's lease ends, by Redis' clock. */
async function leaseLeft({ redis, keys, orgId }: WorkerKit, jobId: string): Promise<number | undefined> {
  const [end, [seconds = 0, micros = 0]] = await Promise.all([redis.zscore(keys.leases(orgId), jobId), redis.time()]);
  return end === null ? undefined : Number(end) - (seconds * 1000 + micros / 1000);
}

const CLOCKS: readonly (readonly [string, number])[] = [
  ['an hour ahead', HOUR_MS],
  ['an hour behind', -HOUR_MS],
];

test.concurrent.for(CLOCKS)(
  'R7 a worker whose clock is %s: leases, limits and results are as with a right one',
  { timeout: 120_000 },
  async ([, shift], { expect, onTestFinished }) => {
    const kit = await createWorkerKit(LEASE_MS);
    onTestFinished(() => kit.close());
    await kit.setSession();
    const worker = await kit.startWorker({ NODE_OPTIONS: `--import=${SHIFT_CLOCK}`, CLOCK_SHIFT_MS: String(shift) });

    // Longer than its lease, and ended by its limit.
    const long = await kit.put(ENDLESS, { envelope: { timeoutMs: 1.5 * LEASE_MS } });
    expect(await waitFor('a lease', () => leaseLeft(kit, long.jobId))).toBeLessThanOrEqual(LEASE_MS);
    const end = await kit.ended(long.jobId);
    expect(end).toMatchObject({ fence: { att: 1 }, stalls: 0 });
    expect(end.cause ?? end.outcome?.error?.code).toBe('run_limit');

    const short = await kit.put([{ type: 'setVariable', saveAs: 'nada', value: 'nada' }]);
    const { outcome } = await kit.ended(short.jobId);
    expect(outcome?.status).toBe('completed');
    expect(Math.abs((outcome?.startedAt ?? 0) - Date.now() - shift)).toBeLessThan(HOUR_MS / 2);
    await waitFor('its results', () => worker.said(short.jobId).includes('✅ Job completed'));
    expect(await kit.objects(short.jobId)).toEqual(expect.arrayContaining(['execution.log', 'manifest.json']));

    const taken = await kit.put(ENDLESS);
    await waitFor('it to run', () => worker.said(taken.jobId).includes('▶ Executing script'));
    worker.process.kill('SIGKILL');
    const known = async () => (await kit.queue.known(kit.orgId, [taken.jobId])).get(taken.jobId);
    await waitFor('it to be taken back', async () => (await known())?.state === 'queued');
    expect(await known()).toMatchObject({ att: 1, stalls: 1 });
  },
);
