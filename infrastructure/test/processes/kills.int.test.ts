import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import type { FailPlace } from '@sri/shared/node/failpoint.ts';
import { RESULTS_BUCKET, resultPrefix } from '@sri/shared/protocol/s3-keys.ts';
import { readyUser, startJob, type ReadyUser } from '../../../server/test/ready-flow.ts';
import { settled } from '../../../server/test/watch-jobs.ts';
import { patienceFor, repeats } from '../repeats.ts';
import { drained, startInstallation, type Installation } from './installation.ts';
import { allEnded, NO_PAGE, objectOf, recordedEnds, type JobRow } from './installation-job.ts';

const KILLS = repeats(3);
/** Jobs that wait while as many workers die; few, so that none of them meets so many deaths that it counts as poison. */
const PER_BATCH = 4;
const LANES = 2;
/** Short, so that who died is soon missed: it may have claimed its next job while it delivered the one before. */
const LEASE_MS = '4000';

let parts: Installation;

beforeAll(async () => {
  parts = await startInstallation();
});
afterAll(() => parts?.close());

/** A worker that is killed as soon as its job gets there. */
async function dieAt(place: FailPlace): Promise<void> {
  const worker = parts.startWorker({ SRI_FAIL: `${place}:exit`, WORKER_CONCURRENCY: '1', LEASE_MS });
  await worker.exited;
  expect(worker.process.signalCode).toBe('SIGKILL');
}

async function dieInLanes(place: FailPlace, count: number): Promise<void> {
  let left = count;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await dieAt(place);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Logs that attempts of these jobs have left under `attempts/`. */
async function attemptLogs(owner: ReadyUser, jobIds: readonly string[]): Promise<string[]> {
  const { s3 } = parts.plane;
  const logs: string[] = [];
  for (const jobId of jobIds) {
    const Prefix = resultPrefix(owner.orgId, owner.userId, jobId);
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: RESULTS_BUCKET, Prefix }));
    for (const { Key = '' } of Contents) {
      const name = Key.slice(Prefix.length);
      if (name.startsWith('attempts/') && name.endsWith('execution.log')) {
        logs.push((await objectOf(parts.plane, owner, jobId, name)).text);
      }
    }
  }
  return logs;
}

/** One job for each worker that dies, then a worker that lives where they still need one; what all have come to. */
async function killWorkers(place: FailPlace, count: number) {
  const { plane } = parts;
  const user = await readyUser(plane, { steps: NO_PAGE });
  const jobIds: string[] = [];
  for (let job = 0; job < count; job += 1) jobIds.push(await startJob(plane, user));
  await dieInLanes(place, count);
  const left = await attemptLogs(user, jobIds);
  const survivor = place === 'after-finish' ? undefined : parts.startWorker();
  const rows = await allEnded(plane, user);
  for (const jobId of jobIds) await settled(plane, user.orgId, jobId);
  if (survivor !== undefined) await drained(survivor);
  return { user, jobIds, left, rows, ends: await recordedEnds(plane, user) };
}

/** The shown results are those of the accepted attempt, byte for byte. */
async function expectAccepted(user: ReadyUser, { id, gen, att, result }: JobRow): Promise<string> {
  const { text, fence } = await objectOf(parts.plane, user, id, 'execution.log');
  expect(fence).toBe(`${gen}.${att}`);
  expect(sha256Hex(text)).toBe(result?.objects['execution.log']);
  const shown = await parts.plane.call('GET', `/api/jobs/${id}/log`, { token: user.token });
  expect(shown.text).toBe(text);
  return text;
}

function batches(): number[] {
  const full = Array.from({ length: Math.floor(KILLS / PER_BATCH) }, () => PER_BATCH);
  return KILLS % PER_BATCH === 0 ? full : [...full, KILLS % PER_BATCH];
}

const lostAttempts = (rows: readonly JobRow[]): number => rows.reduce((sum, { att }) => sum + att - 1, 0);

test(
  `R5 ${KILLS} workers killed after a claim: no job is lost, each ends once`,
  async () => {
    for (const count of batches()) {
      const { jobIds, rows, ends } = await killWorkers('after-claim', count);
      expect(ends).toEqual(jobIds.map((jobId) => `${jobId} completed`).toSorted());
      expect(lostAttempts(rows)).toBeGreaterThanOrEqual(count);
    }
  },
  patienceFor(KILLS),
);

test.each(['after-upload', 'before-finish'] as const)(
  `R11 ${KILLS} workers killed at %s: the log is always the accepted attempt's`,
  async (place) => {
    for (const count of batches()) {
      const { user, jobIds, left, rows, ends } = await killWorkers(place, count);
      expect(ends).toEqual(jobIds.map((jobId) => `${jobId} completed`).toSorted());
      expect([left.length >= count, lostAttempts(rows) >= count]).toEqual([true, true]);
      for (const row of rows) expect(left).not.toContain(await expectAccepted(user, row));
    }
  },
  patienceFor(KILLS),
);

test(
  `R11 ${KILLS} workers killed after the queue accepted the end: the control plane puts the names of that attempt's results`,
  async () => {
    for (const count of batches()) {
      const { user, jobIds, rows, ends } = await killWorkers('after-finish', count);
      expect(ends).toEqual(jobIds.map((jobId) => `${jobId} completed`).toSorted());
      for (const row of rows) await expectAccepted(user, row);
    }
  },
  patienceFor(KILLS),
);
