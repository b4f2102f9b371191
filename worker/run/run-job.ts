import { join } from 'node:path';
import { stat } from 'node:fs/promises';
import { delay } from '@sri/shared/lang/delay.ts';
import { PRODUCT_VERSION } from '@sri/shared/protocol/version.ts';
import { attemptPrefix, resultPrefix } from '@sri/shared/protocol/s3-keys.ts';
import type { JobEnvelope } from '@sri/shared/protocol/job-envelope.ts';
import type { Finished, Outcome } from '@sri/shared/queue/queue-contract.ts';
import { EXECUTION_LOG, openExecutionLog } from '../artifacts/execution-log.ts';
import { digestFiles, writeJson } from '../artifacts/manifest.ts';
import { diskFull, isDiskFull } from '../artifacts/spool.ts';
import { uploadFiles } from '../artifacts/upload.ts';
import { startLease, type Lease } from '../claim/lease.ts';
import { createJobEvents } from '../report/job-events.ts';
import { execute, type Execution } from './execute.ts';
import type { ClaimedJob, JobContext } from './job-context.ts';
import { createJobVoice } from './job-voice.ts';
import { readEnvelope } from './read-envelope.ts';
import { failedWith, toOutcome, type AttemptResult } from './to-outcome.ts';

export type JobEnd = Outcome['status'] | 'retry' | 'lost' | 'returned';

/** A job under way: `end` settles when the worker has nothing more to do with it. */
export interface RunningJob {
  jobId: string;
  end: Promise<JobEnd>;
  /** Stops the run and gives the job back (drain). */
  giveBack(): void;
}

const ATTEMPTS_TO_FINISH_MS = 250;

/** Tells the queue, trying again while Redis is away and the lease may still be ours; the queue knows the token (R10). */
async function finish(context: JobContext, job: ClaimedJob, outcome: Outcome, lost: AbortSignal): Promise<Finished> {
  for (;;) {
    try {
      return await context.queue.finish(job.orgId, job.claim.jobId, job.token, outcome);
    } catch (error) {
      if (lost.aborted) return 'lost';
      context.log.warn(
        { jobId: job.claim.jobId, err: { message: String(error) } },
        'the end of a job cannot be told yet',
      );
      await delay(ATTEMPTS_TO_FINISH_MS, lost);
    }
  }
}

/**
 * One attempt: envelope -> script -> session -> run -> results under the attempt -> finish (fence) -> documented names
 * (R11). Whatever goes wrong is the attempt's outcome; when the lease is lost, nothing more is written.
 */
async function attempt(context: JobContext, job: ClaimedJob, lease: Lease): Promise<JobEnd> {
  const { config, s3 } = context;
  const { jobId, fence, limitMs, element } = job.claim;
  const startedAt = Date.now();
  const log = context.log.child({ jobId, orgId: job.orgId, gen: fence.gen, att: fence.att });
  const fenceText = `${fence.gen}.${fence.att}`;
  const facts = {
    workerId: config.workerId,
    startedAt,
    attempt: fence.att,
    retry: { baseMs: config.times.retryBase, capMs: config.times.retryCap },
  };

  const early = async (result: AttemptResult): Promise<JobEnd> => {
    log.error({ code: result.error?.code }, `✗ Job failed: ${result.error?.message}`);
    const told = await finish(
      context,
      job,
      toOutcome(result, { ...facts, objects: {}, heldSession: undefined }),
      lease.lost,
    );
    return told === 'done' ? result.status : told;
  };

  let envelope: JobEnvelope;
  try {
    envelope = readEnvelope(element, job.orgId, { keys: config.signing, ticketRequired: config.production });
  } catch (error) {
    return early(failedWith(error));
  }
  const folder = await context.spool.open(`${jobId}-${fenceText}`).catch((error: unknown) => failedWith(error));
  if ('status' in folder) return early(folder);

  const events = createJobEvents(context.redis, context.keys, jobId);
  const file = openExecutionLog(folder.dir);
  const voice = createJobVoice(log, file, events);
  try {
    await Promise.all([context.beat(), context.queue.showStatus(jobId, fence, 'running').catch(() => false)]);
    events.tell({ type: 'status', at: startedAt, status: 'running' });
    voice.say('📦 Processing job');
    const options = { envelope, lease, limitMs, spoolDir: folder.dir, voice, events };
    let execution: Execution = await execute(context, options).catch((error: unknown) => {
      const failed = isDiskFull(error) ? failedWith(diskFull(error)) : failedWith(error);
      if (failed.error?.code === 'internal') log.error({ err: error }, 'a job met an error of the worker');
      return { ...failed, files: [], heldSession: undefined, sessionVersion: undefined };
    });
    if (lease.why() === 'lost') return 'lost';
    if (lease.why() === 'returned') {
      await context.queue.giveBack(job.orgId, jobId, job.token);
      return 'returned';
    }
    if (lease.why() === 'cancel' && execution.status === 'failed')
      execution = { ...execution, status: 'cancelled', retryable: false };
    if (execution.error !== undefined) voice.say(`✗ ${execution.error.message}. ${execution.error.hint}`, 'error');

    voice.say('📤 Uploading results to S3');
    file.close();
    const names = [EXECUTION_LOG, 'result.json', 'manifest.json', ...execution.files];
    let objects: Record<string, string>;
    const upload = (prefix: string) =>
      uploadFiles({
        s3,
        prefix,
        dir: folder.dir,
        names,
        fence: fenceText,
        patienceMs: config.times.uploadRetry,
        signal: lease.lost,
        onTrouble: (error) =>
          log.warn({ err: { message: String(error) } }, 'S3 does not take the results yet, trying again'),
      });
    try {
      await writeJson(folder.dir, 'result.json', {
        jobId,
        status: execution.status,
        ...(execution.error === undefined ? {} : { error: execution.error }),
        startedAt,
        finishedAt: Date.now(),
        steps: execution.steps,
        files: await Promise.all(
          execution.files.map(async (name) => ({ name, bytes: (await stat(join(folder.dir, name))).size })),
        ),
      });
      objects = await digestFiles(folder.dir, [EXECUTION_LOG, 'result.json', ...execution.files]);
      await writeJson(folder.dir, 'manifest.json', {
        format: 'sri-manifest/1',
        jobId,
        orgId: envelope.orgId,
        userId: envelope.userId,
        flowId: envelope.flowId,
        version: envelope.version,
        scriptHash: envelope.scriptHash,
        keyId: envelope.keyId,
        fence: fenceText,
        workerId: config.workerId,
        workerVersion: PRODUCT_VERSION,
        browser: context.runner.browserVersion(),
        sessionVersion: execution.sessionVersion ?? null,
        objects,
      });
      objects = { ...objects, ...(await digestFiles(folder.dir, ['manifest.json'])) };
      await upload(attemptPrefix(envelope.orgId, envelope.userId, jobId, fence.gen, fence.att));
    } catch (error) {
      if (lease.lost.aborted) return 'lost';
      return await early({ ...failedWith(isDiskFull(error) ? diskFull(error) : error), steps: execution.steps });
    }

    const outcome = toOutcome(execution, { ...facts, objects, heldSession: execution.heldSession });
    const told = await finish(context, job, outcome, lease.lost);
    if (told !== 'done') return told;
    await upload(resultPrefix(envelope.orgId, envelope.userId, jobId));
    log.info('✓ Results uploaded to S3');
    if (execution.status === 'completed') log.info('✅ Job completed');
    else log.warn({ status: execution.status, code: execution.error?.code }, `✗ Job ended: ${execution.status}`);
    return execution.status;
  } finally {
    file.close();
    await events.close();
    await folder.close();
  }
}

/** Starts an attempt. Its lease is renewed from now until the end. */
export function runJob(context: JobContext, job: ClaimedJob): RunningJob {
  const { jobId, leaseMs, limitMs } = job.claim;
  const lease = startLease({ queue: context.queue, orgId: job.orgId, jobId, token: job.token, leaseMs, limitMs });
  const deaf = context.onControl(jobId, () => void lease.renewNow().catch(() => undefined));
  const end = attempt(context, job, lease)
    .catch((error: unknown): JobEnd => {
      context.log.error({ jobId, err: error }, 'an attempt broke off');
      return 'lost';
    })
    .finally(() => {
      deaf();
      lease.end();
    });
  return { jobId, end, giveBack: () => lease.giveUp() };
}
