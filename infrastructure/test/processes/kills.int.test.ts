import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import type { FailPlace } from '@sri/shared/node/failpoint.ts';
import { RESULTS_BUCKET, resultPrefix } from '@sri/shared/protocol/s3-keys.ts';
import { readyUser, startJob, type ReadyUser } from '../../../server/test/ready-flow.ts';
import { settled } from '../../../server/test/watch-jobs.ts';
import { patienceFor, repeats } from '../repeats.ts';
import { waitFor } from '../wait-for.ts';
import { drained, startInstallation, type Installation } from './installation.ts';
import { allEnded, NO_PAGE, objectOf, recordedEnds, type JobRow } from './installation-job.ts';

const KILLS = repeats(2);
/** Workers that die before another one carries on; few, so that no job meets so many deaths that it counts as poison. */
const PER_BATCH = 4;
const LANES = 2;
/** Who dies may have claimed its next job while it delivered the one before: there is one for everybody still. */
const JOBS_PER_DEATH = 2;

let parts: Installation;

beforeAll(async () => {
  parts = await startInstallation();
});
afterAll(() => parts?.close());

/** A worker that is killed as soon as its job gets there. */
async function dieAt(place: FailPlace): Promise<void> {
  const worker = parts.startWorker({ SRI_FAIL: `${place}:exit`, WORKER_CONCURRENCY: '1' });
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

/** The dead are missed at once: what they hold is past its lease, as if that time had gone by. */
async function lapseLeases({ orgId }: ReadyUser): Promise<void> {
  const { redis, keys } = parts.plane;
  for (const jobId of await redis.zrange(keys.leases(orgId), '0', '-1'))
    await redis.zadd(keys.leases(orgId), 'XX', '1', jobId);
}

/** Lets workers die, then one that lives carry on; what the jobs have come to. */
async function killWorkers(place: FailPlace, count: number) {
  const { plane } = parts;
  const user = await readyUser(plane, { steps: NO_PAGE });
  const jobIds: string[] = [];
  for (let job = 0; job < count * JOBS_PER_DEATH; job += 1) jobIds.push(await startJob(plane, user));
  await dieInLanes(place, count);
  const left = await attemptLogs(user, jobIds);
  const accepted = place === 'after-finish' ? count : 0;
  await waitFor('what was accepted to be recorded', async () => (await recordedEnds(plane, user)).length >= accepted);
  await lapseLeases(user);
  const survivor = parts.startWorker();
  const rows = await allEnded(plane, user);
  for (const jobId of jobIds) await settled(plane, user.orgId, jobId);
  await drained(survivor);
  expect(await recordedEnds(plane, user)).toEqual(jobIds.map((jobId) => `${jobId} completed`).toSorted());
  return { user, left, rows };
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
      const { rows } = await killWorkers('after-claim', count);
      expect(lostAttempts(rows)).toBeGreaterThanOrEqual(count);
    }
  },
  patienceFor(KILLS),
);

const BEFORE_THE_END = ['after-upload', 'before-finish'] as const;

test.each(BEFORE_THE_END)(
  `R11 ${KILLS} workers killed at %s: the log is always the accepted attempt's`,
  async (place) => {
    for (const count of batches()) {
      const { user, left, rows } = await killWorkers(place, count);
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
      const { user, rows } = await killWorkers('after-finish', count);
      expect(rows).toHaveLength(count * JOBS_PER_DEATH);
      for (const row of rows) await expectAccepted(user, row);
    }
  },
  patienceFor(KILLS),
);
