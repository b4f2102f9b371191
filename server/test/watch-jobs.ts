import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { isFinal, type JobStatus } from '@sri/shared/model/job.ts';
import { doneMessageSchema, type DoneMessage } from '@sri/shared/model/live-event.ts';
import { getJob, type JobDetail } from '@sri/shared/protocol/api/jobs.ts';
import { RESULTS_BUCKET, resultPrefix } from '@sri/shared/protocol/s3-keys.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import type { TestUser } from './factories.ts';
import type { TestPlane } from './plane.ts';

export function jobOf(plane: TestPlane, user: TestUser, jobId: string): Promise<JobDetail> {
  return plane.use(getJob, { token: user.token, params: { id: jobId } });
}

/** Waits until the API shows the execution so. */
export function jobIs(plane: TestPlane, user: TestUser, jobId: string, status: JobStatus): Promise<JobDetail> {
  return waitFor(`the job to be ${status}`, async () => {
    const job = await jobOf(plane, user, jobId);
    if (job.status !== status && isFinal(job.status)) {
      throw new Error(`the job ended ${job.status}: ${JSON.stringify(job.error)}`);
    }
    return job.status === status && job;
  });
}

/** Waits until Redis has forgotten the job: its end is recorded, told and confirmed. */
export async function settled(plane: TestPlane, orgId: string, jobId: string): Promise<void> {
  await waitFor('the queue to forget the job', async () => !(await plane.queue.known(orgId, [jobId])).has(jobId));
}

/** Names of all objects of the execution, `attempts/` too. */
export async function objectsOf(plane: TestPlane, user: TestUser, jobId: string): Promise<string[]> {
  const prefix = resultPrefix(user.orgId, user.userId, jobId);
  const { Contents = [] } = await plane.s3.send(new ListObjectsV2Command({ Bucket: RESULTS_BUCKET, Prefix: prefix }));
  return Contents.map(({ Key = '' }) => Key.slice(prefix.length)).toSorted();
}

/** Hears the organisation's `done` channel, as the guide's SUBSCRIBE does. */
export async function hearDone(
  plane: TestPlane,
  orgId: string,
): Promise<{ messages: DoneMessage[]; of: (jobId: string) => DoneMessage[]; close: () => void }> {
  const messages: DoneMessage[] = [];
  const subscriber = plane.redis.duplicate();
  subscriber.on('message', (_channel, text: string) => messages.push(doneMessageSchema.parse(JSON.parse(text))));
  await new Promise<void>((resolve) => void subscriber.once('ready', () => resolve()));
  await subscriber.subscribe(plane.keys.orgDone(orgId));
  return {
    messages,
    of: (jobId) => messages.filter((message) => message.jobId === jobId),
    close: () => subscriber.disconnect(),
  };
}
