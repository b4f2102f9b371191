import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { createFakeWorker } from '../test/fake-worker.ts';
import { createTestPlane, type StartedPlane, type TestPlane } from '../test/plane.ts';
import { connectAccount, readyUser, setSession, startJob } from '../test/ready-flow.ts';
import { hearDone } from '../test/watch-jobs.ts';

let plane: TestPlane;
let second: StartedPlane;

beforeAll(async () => {
  plane = await createTestPlane();
  second = await plane.startPlane();
});
afterAll(() => plane?.close());

test('two control planes and three workers: every job is queued once, recorded once and told once', async () => {
  const admin = await readyUser(plane);
  const users = [admin, await plane.addMember(admin, 'operator'), await plane.addMember(admin, 'operator')];
  for (const user of users.slice(1)) {
    await connectAccount(plane, user);
    await setSession(plane, user);
  }
  const done = await hearDone(plane, admin.orgId);
  const ids = await Promise.all(users.flatMap((user) => Array.from({ length: 8 }, () => startJob(plane, user))));
  let ran = 0;
  const work = async (name: string): Promise<void> => {
    const worker = createFakeWorker(plane.queue, plane.s3, name);
    for (;;) {
      const job = await waitFor('a job or the end', async () =>
        ran >= ids.length ? 'end' : worker.tryClaim(admin.orgId).then((one) => one ?? false),
      );
      if (job === 'end') return;
      // Every third one dies after its finish: one of the planes has to copy its results.
      ran += 1;
      await worker.finish(job, { promote: ran % 3 !== 0 });
    }
  };
  await Promise.all(['worker-1', 'worker-2', 'worker-3'].map(work));
  await waitFor('all ends in the record', async () => {
    const { rows } = await plane.database.admin.query<{ n: number }>(
      "select count(*)::int as n from jobs where status = 'completed'",
    );
    return rows[0]?.n === ids.length;
  });
  await waitFor('the queue to be empty', async () => (await plane.queue.ended(admin.orgId, 100)).length === 0);
  const { rows } = await plane.database.admin.query<{ subject: string }>(
    "select subject from audit_log where action = 'job.completed'",
  );
  expect(rows.map(({ subject }) => subject).toSorted()).toEqual(ids.toSorted());
  expect(done.messages.map(({ jobId }) => jobId).toSorted()).toEqual(ids.toSorted());
  const attempts = await plane.database.admin.query<{ att: number; gen: number }>('select distinct att, gen from jobs');
  expect(attempts.rows).toEqual([{ att: 1, gen: 1 }]);
  done.close();
});

test('the other control plane goes on with what the first one left', async () => {
  const user = await readyUser(plane);
  await second.background.stop();
  await plane.plane?.background.stop();
  const jobId = await startJob(plane, user);
  const third = await plane.startPlane();
  const worker = createFakeWorker(plane.queue, plane.s3);
  expect((await worker.runNext(user.orgId)).jobId).toBe(jobId);
  await waitFor('its end', async () => (await plane.redis.get(plane.keys.jobStatus(jobId))) === 'completed');
  await third.stop();
});
