import { randomUUID } from 'node:crypto';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import { jobEnvelopeSchema, type JobEnvelope } from '@sri/shared/protocol/job-envelope.ts';
import { attemptPrefix, FENCE_METADATA, RESULTS_BUCKET, resultPrefix } from '@sri/shared/protocol/s3-keys.ts';
import type { Claim, Fence, Finished, Outcome, Queue } from '@sri/shared/queue/queue-contract.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';

/** A job that the fake worker holds. */
export interface HeldJob {
  orgId: string;
  jobId: string;
  token: string;
  fence: Fence;
  envelope: JobEnvelope;
  element: string;
  /** Stops to renew, as a worker that was killed. */
  die: () => void;
}

export interface FinishOptions extends Partial<Outcome> {
  /** Contents of the results, by name. */
  files?: Record<string, string>;
  /** False: dies after the finish, before it puts the documented names. */
  promote?: boolean;
}

/** What a worker does with the queue and S3, without a browser: the tests say what came out. */
export interface FakeWorker {
  workerId: string;
  /** Claims the next job of the organisation; waits for one. */
  claim: (orgId: string) => Promise<HeldJob>;
  /** One try: null where there is none to be had. */
  tryClaim: (orgId: string) => Promise<HeldJob | null>;
  /** Uploads under the attempt, finishes, puts the documented names. */
  finish: (job: HeldJob, options?: FinishOptions) => Promise<Finished>;
  /** Claims and completes. */
  runNext: (orgId: string, options?: FinishOptions) => Promise<HeldJob>;
}

export function createFakeWorker(queue: Queue, s3: S3Client, workerId = 'worker-1'): FakeWorker {
  async function put(key: string, text: string, fence: Fence): Promise<void> {
    const Metadata = { [FENCE_METADATA]: `${fence.gen}.${fence.att}` };
    await s3.send(new PutObjectCommand({ Bucket: RESULTS_BUCKET, Key: key, Body: Buffer.from(text), Metadata }));
  }

  function hold(orgId: string, token: string, claim: Extract<Claim, { kind: 'job' }>): HeldJob {
    const { jobId, fence, element, leaseMs } = claim;
    const renew = (): void => void queue.renew(orgId, jobId, token).catch(() => undefined);
    const renewing = setInterval(renew, leaseMs / 5);
    const die = (): void => clearInterval(renewing);
    return { orgId, jobId, token, fence, element, die, envelope: jobEnvelopeSchema.parse(JSON.parse(element)) };
  }

  async function tryClaim(orgId: string): Promise<HeldJob | null> {
    const token = randomUUID();
    const claim = await queue.claim(orgId, token, workerId).catch(() => ({ kind: 'empty' as const }));
    if (claim.kind !== 'job') return null;
    await queue.renew(orgId, claim.jobId, token);
    await queue.showStatus(claim.jobId, claim.fence, 'running');
    return hold(orgId, token, claim);
  }

  async function finish(job: HeldJob, options: FinishOptions = {}): Promise<Finished> {
    const {
      files = { 'execution.log': `log of ${job.fence.gen}.${job.fence.att}\n` },
      promote = true,
      ...told
    } = options;
    const { orgId, jobId, fence, envelope } = job;
    const { userId } = envelope;
    const from = attemptPrefix(orgId, userId, jobId, fence.gen, fence.att);
    for (const [name, text] of Object.entries(files)) await put(from + name, text, fence);
    const objects = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, sha256Hex(text)]));
    const startedAt = Date.now();
    const outcome: Outcome = {
      status: 'completed',
      workerId,
      startedAt,
      finishedAt: startedAt,
      steps: [{ stepId: 's1', path: '1', type: 'navigate', status: 'passed', startedAt, durationMs: 3 }],
      objects,
      ...told,
    };
    const finished = await queue.finish(orgId, jobId, job.token, outcome);
    job.die();
    if (finished !== 'done' || !promote) return finished;
    const to = resultPrefix(orgId, userId, jobId);
    for (const [name, text] of Object.entries(files)) await put(to + name, text, fence);
    return finished;
  }

  const claim = (orgId: string): Promise<HeldJob> =>
    waitFor('a job to claim', async () => (await tryClaim(orgId)) ?? undefined);
  return {
    workerId,
    tryClaim,
    claim,
    finish,
    runNext: async (orgId, options) => {
      const job = await claim(orgId);
      await finish(job, options);
      return job;
    },
  };
}
