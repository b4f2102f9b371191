import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFinal } from '@sri/shared/model/job.ts';
import { FAIL_PLACES, GO_ON, type FailPlace } from '@sri/shared/node/failpoint.ts';
import { readyUser, startJob } from '../../../server/test/ready-flow.ts';
import { hearDone, settled } from '../../../server/test/watch-jobs.ts';
import { waitFor } from '../wait-for.ts';
import { drained, startInstallation, type Installation } from './installation.ts';
import { NO_PAGE, recordedEnds, rowsOf } from './installation-job.ts';

const PATIENCE_MS = 60_000;

let parts: Installation;

beforeAll(async () => {
  parts = await startInstallation();
});
afterAll(() => parts?.close());

/** Places that a job gets to; those of a schedule come before there is one. */
type JobPlace = Exclude<FailPlace, 'before-tick' | 'after-tick'>;
const JOB_PLACES = FAIL_PLACES.filter((place): place is JobPlace => !place.endsWith('-tick'));

/** How a job ends that is cancelled while it stands there: an end that the queue has accepted stays. */
const ENDS: Readonly<Record<JobPlace, 'cancelled' | 'completed'>> = {
  'after-commit': 'cancelled',
  'after-push': 'cancelled',
  'after-claim': 'cancelled',
  'after-upload': 'cancelled',
  'before-finish': 'cancelled',
  'after-finish': 'completed',
  'after-record': 'completed',
};
const IN_SERVER: readonly JobPlace[] = ['after-commit', 'after-push', 'after-record'];
const BEFORE_A_WORKER: readonly JobPlace[] = ['after-commit', 'after-push'];
const RAN: readonly JobPlace[] = ['after-upload', 'before-finish', 'after-finish', 'after-record'];

/** A request waits for what the paused one holds; it goes on once that does. */
async function waitsForLock(): Promise<boolean> {
  const { rowCount } = await parts.plane.database.admin.query(
    "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return rowCount !== 0;
}

test.each(JOB_PLACES)(
  'R21 cancelled while it stands at %s: one end, everywhere the same, and it stays',
  async (place) => {
    const { plane } = parts;
    const fail = { SRI_FAIL: `${place}:pause` };
    const inServer = IN_SERVER.includes(place);
    const server = inServer ? await parts.restartServer(fail) : parts.server();
    const user = await readyUser(plane, { steps: NO_PAGE });
    const done = await hearDone(plane, user.orgId);
    const worker = BEFORE_A_WORKER.includes(place) ? undefined : parts.startWorker(inServer ? {} : fail);
    const status = async () => (await rowsOf(plane, user))[0]?.status ?? 'queued';

    const asked = startJob(plane, user);
    const stands = (): boolean =>
      [server.output(), ...(worker?.said() ?? [])].some((text) => text.includes(`failpoint ${place}: pause`));
    await waitFor(`a job at ${place}`, stands, PATIENCE_MS);
    const jobId = (await rowsOf(plane, user))[0]?.id ?? '';
    let answer: number | undefined;
    const cancel = plane.call('POST', `/api/jobs/${jobId}/cancel`, { token: user.token });
    void cancel.then((told) => (answer = told.status));
    await waitFor(
      'the cancel to be through, or to wait for what is paused',
      async () => (answer !== undefined && isFinal(await status())) || waitsForLock(),
      PATIENCE_MS,
    );
    (inServer ? server.child : worker?.process)?.kill(GO_ON);
    expect(await asked).toBe(jobId);
    expect(ENDS[place] === 'cancelled' ? [202] : [202, 409]).toContain((await cancel).status);
    await waitFor('its end', async () => (await status()) === ENDS[place], PATIENCE_MS);

    // What the worker still has to say it says before it leaves.
    if (worker !== undefined) await drained(worker);
    await settled(plane, user.orgId, jobId);
    await waitFor('the message', () => done.messages.length > 0);
    expect(await status()).toBe(ENDS[place]);
    expect(await recordedEnds(plane, user)).toEqual([`${jobId} ${ENDS[place]}`]);
    expect(done.messages.map((message) => message.status)).toEqual([ENDS[place]]);
    expect(await plane.redis.get(plane.keys.jobStatus(jobId))).toBe(ENDS[place]);
    expect(await plane.redis.llen(plane.keys.orgJobs(user.orgId))).toBe(0);
    expect(worker?.said(jobId).includes('▶ Executing script') ?? false).toBe(RAN.includes(place));
    done.close();
  },
  3 * PATIENCE_MS,
);
