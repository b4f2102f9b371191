import { deferred } from '@sri/shared/lang/deferred.ts';
import type { JobEnvelope } from '@sri/shared/protocol/job-envelope.ts';
import type { Outcome } from '@sri/shared/queue/queue-contract.ts';
import { openExecutionLog, type ExecutionLog } from '../artifacts/execution-log.ts';
import { orDiskFull, type SpoolFolder } from '../artifacts/spool.ts';
import type { ClaimedJob } from '../claim/claimed-job.ts';
import { startLease, type Lease } from '../claim/lease.ts';
import { createJobLive, type JobLive } from '../live/job-live.ts';
import { createJobEvents, type JobEvents } from '../report/job-events.ts';
import { promote, uploadAttempt, writeResults, type Delivery } from './deliver.ts';
import { execute, type Execution } from './execute.ts';
import { finishAttempt } from './finish-attempt.ts';
import type { JobContext } from './job-context.ts';
import { createJobVoice, type JobVoice } from './job-voice.ts';
import { readEnvelope } from './read-envelope.ts';
import { failedWith, judged, toOutcome, type AttemptResult } from './to-outcome.ts';

/*
 * One attempt:
 *
 *   claimed ──envelope, room on disk──> running ──> ran ──> delivering ──finish accepted──> promoting ──> end
 *      │ unreadable, no ticket, disk full  │          │  (slot is free)  │
 *      └──> finish as failed               │          │                  ├ refused, or lease lost: nothing more is written
 *                                          └──────────┴──────────────────┴ drain: given back
 *
 * Results lie under the attempt before it is finished, and under the documented names only after the queue accepted it
 * (R11): whatever dies in between, those names never hold the results of an attempt that does not count.
 */
export type JobEnd = Outcome['status'] | 'retry' | 'lost' | 'returned';

/** A job under way. */
export interface RunningJob {
  jobId: string;
  /** Settles when the browser has nothing more to do for it. */
  ran: Promise<void>;
  /** Settles when the worker has nothing more to do with it. */
  end: Promise<JobEnd>;
  /** Stops it and gives it back (drain); what is accepted already is left to the control plane. */
  giveBack(): void;
}

interface Attempt {
  job: ClaimedJob;
  lease: Lease;
  live: JobLive;
  hurry: AbortSignal;
  ran: () => void;
}

interface Outfit {
  envelope: JobEnvelope;
  folder: SpoolFolder;
  file: ExecutionLog;
  events: JobEvents;
  voice: JobVoice;
}

function factsOf({ config }: JobContext, { claim }: ClaimedJob, startedAt: number) {
  const retry = { baseMs: config.times.retryBase, capMs: config.times.retryCap };
  return { workerId: config.workerId, startedAt, attempt: claim.fence.att, retry };
}

function logOf({ log }: JobContext, { orgId, claim: { jobId, fence } }: ClaimedJob): JobContext['log'] {
  return log.child({ jobId, orgId, gen: fence.gen, att: fence.att });
}

/** Everything that an attempt needs before it begins. Throws `job_unreadable`, `job_ticket`, `disk_full`. */
async function prepare(context: JobContext, job: ClaimedJob): Promise<Outfit> {
  const { orgId, claim } = job;
  const rules = { orgId, jobId: claim.jobId, keys: context.config.signing, ticketRequired: context.config.production };
  const envelope = readEnvelope(claim.element, rules);
  const folder = await context.spool.open(`${claim.jobId}-${claim.fence.gen}.${claim.fence.att}`);
  try {
    const file = openExecutionLog(folder.dir);
    const events = createJobEvents(context.redis, context.keys, claim.jobId);
    return { envelope, folder, file, events, voice: createJobVoice(logOf(context, job), file, events) };
  } catch (error) {
    await folder.close();
    throw orDiskFull(error);
  }
}

/** Ends an attempt that has nothing to upload. */
async function endBare(context: JobContext, { job, lease }: Attempt, startedAt: number, result: AttemptResult) {
  logOf(context, job).error({ code: result.error?.code }, `✗ Job failed: ${result.error?.message}`);
  const outcome = toOutcome(result, { ...factsOf(context, job, startedAt), objects: {} });
  const told = await finishAttempt(context, job, lease, outcome);
  return told === 'done' ? result.status : told;
}

async function giveBack(context: JobContext, { job }: Attempt): Promise<JobEnd> {
  const { orgId, token, claim } = job;
  const answer = await context.queue.giveBack(orgId, claim.jobId, token).catch(() => 'lost' as const);
  logOf(context, job).info(`the job was given back: ${answer}`);
  return answer;
}

/** After the run: results, upload, finish, documented names. */
async function deliver(context: JobContext, attempt: Attempt, outfit: Outfit, execution: Execution, startedAt: number) {
  const { job, lease } = attempt;
  const { envelope, folder, file, voice } = outfit;
  const log = logOf(context, job);
  const fault = file.fault();
  const raw = fault === undefined ? execution.result : failedWith(orDiskFull(fault), execution.result.steps);
  const result = judged(raw, lease.why(), execution.pastNoReturn);
  if (result.error !== undefined) voice.say(`✗ ${result.error.message}. ${result.error.hint}`, 'error');
  voice.say('📤 Uploading results to S3');
  file.close();

  const delivery: Delivery = { job, envelope, execution, result, startedAt, lease, dir: folder.dir, log };
  let objects: Record<string, string>;
  try {
    objects = await writeResults(context, delivery);
    await uploadAttempt(context, delivery, Object.keys(objects));
    await context.reach('after-upload');
  } catch (error) {
    if (lease.gone.aborted) return lease.why() === 'returned' ? giveBack(context, attempt) : 'lost';
    log.warn({ err: { message: String(error) } }, 'the results of a job were not uploaded');
    const failed = failedWith(orDiskFull(error), result.steps);
    return endBare(context, attempt, startedAt, judged(failed, undefined, execution.pastNoReturn));
  }

  const { heldSession, sessionRefreshed } = execution;
  const outcome = toOutcome(result, { ...factsOf(context, job, startedAt), objects, heldSession, sessionRefreshed });
  const told = await finishAttempt(context, job, lease, outcome);
  lease.end();
  if (told === 'lost' && lease.why() === 'returned') return giveBack(context, attempt);
  if (told !== 'done') {
    log.warn(told === 'retry' ? '↻ Job will be tried again' : 'the job is no longer ours: its results do not count');
    return told;
  }
  await context.reach('after-finish');
  if (result.status === 'needs_review') await context.noReturn.forget(envelope.jobId);
  if (await promote(context, delivery, Object.keys(objects), attempt.hurry)) log.info('✓ Results uploaded to S3');
  if (result.status === 'completed') log.info('✅ Job completed');
  else log.warn({ status: result.status, code: result.error?.code }, `✗ Job ended: ${result.status}`);
  return result.status;
}

async function carryOut(context: JobContext, attempt: Attempt): Promise<JobEnd> {
  const { job, lease, live, ran } = attempt;
  const { jobId, fence } = job.claim;
  const startedAt = Date.now();
  let outfit: Outfit;
  try {
    outfit = await prepare(context, job);
  } catch (error) {
    return endBare(context, attempt, startedAt, failedWith(error));
  }
  const { envelope, folder, file, events, voice } = outfit;
  try {
    await Promise.all([context.beat(), context.queue.showStatus(jobId, fence, 'running').catch(() => false)]);
    events.tell({ type: 'status', at: startedAt, status: 'running' });
    voice.say('📦 Processing job');
    const execution = await execute(context, { job, envelope, lease, live, folder, voice, events });
    ran();
    const why = lease.why();
    if (why === 'lost' && execution.pastNoReturn)
      await context.noReturn.mark(jobId, fence, 'unknown').catch(() => undefined);
    if (why === 'lost') return 'lost';
    if (why === 'returned') return await giveBack(context, attempt);
    return await deliver(context, attempt, outfit, execution, startedAt);
  } finally {
    file.close();
    await events.close();
    await folder.close();
  }
}

/** Starts an attempt. Its lease is renewed from now until the end; `end` never rejects. */
export function runJob(context: JobContext, job: ClaimedJob): RunningJob {
  const { orgId, token, askedAt, claim } = job;
  const { jobId, leaseMs, limitMs } = claim;
  const lease = startLease({ queue: context.queue, orgId, jobId, token, leaseMs, limitMs, since: askedAt });
  const live = createJobLive(context.redis, context.keys, jobId);
  const deaf = context.onControl(jobId, (control) => {
    if (control.type === 'cancel') void lease.renewNow().catch(() => undefined);
    else live.hear(control);
  });
  const hurry = new AbortController();
  const ran = deferred<void>();
  const end = carryOut(context, { job, lease, live, hurry: hurry.signal, ran: ran.resolve })
    .catch((error: unknown): JobEnd => {
      context.log.error({ jobId, err: error }, 'an attempt broke off');
      return 'lost';
    })
    .finally(() => {
      if (lease.why() === 'lost') context.tally.leaseLost();
      deaf();
      lease.end();
      ran.resolve();
    });
  return {
    jobId,
    ran: ran.promise,
    end,
    giveBack: () => {
      hurry.abort();
      lease.giveUp();
    },
  };
}
