import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_FILE } from '@sri/shared/model/manifest.ts';
import type { Logger } from '@sri/shared/node/logger.ts';
import { signManifest } from '@sri/shared/node/manifest-signature.ts';
import type { JobEnvelope } from '@sri/shared/protocol/job-envelope.ts';
import { attemptPrefix, resultPrefix } from '@sri/shared/protocol/s3-keys.ts';
import { PRODUCT_VERSION } from '@sri/shared/protocol/version.ts';
import { EXECUTION_LOG } from '../artifacts/execution-log.ts';
import { digestFiles, writeJson } from '../artifacts/manifest.ts';
import { uploadFiles } from '../artifacts/upload.ts';
import type { ClaimedJob } from '../claim/claimed-job.ts';
import type { Lease } from '../claim/lease.ts';
import type { Execution } from './execute.ts';
import type { JobContext } from './job-context.ts';
import type { AttemptResult } from './to-outcome.ts';

const RESULT = 'result.json';
/** Of an attempt that was stopped, whose lease ends soon. */
const SHORT_PATIENCE_MS = 8000;
/** After that the control plane has put the documented names itself; later writes could meet a newer attempt's. */
const PROMOTE_WITHIN_MS = 30_000;

export interface Delivery {
  job: ClaimedJob;
  envelope: JobEnvelope;
  execution: Execution;
  result: AttemptResult;
  startedAt: number;
  lease: Lease;
  dir: string;
  log: Logger;
}

function fenceText({ claim: { fence } }: ClaimedJob): string {
  return `${fence.gen}.${fence.att}`;
}

/** Writes `result.json` and the signed `manifest.json` beside the files. Returns every object's SHA-256 by name. */
export async function writeResults(context: JobContext, delivery: Delivery): Promise<Record<string, string>> {
  const { job, envelope, execution, result, startedAt, dir } = delivery;
  const { jobId, orgId, userId, flowId, version, scriptHash, scriptSignature, keyId } = envelope;
  const { files } = execution;
  const finishedAt = Date.now();
  await writeJson(dir, RESULT, {
    jobId,
    status: result.status,
    ...(result.error === undefined ? {} : { error: result.error }),
    startedAt,
    finishedAt,
    steps: result.steps,
    files: await Promise.all(files.map(async (name) => ({ name, bytes: (await stat(join(dir, name))).size }))),
  });
  const objects = await digestFiles(dir, [EXECUTION_LOG, RESULT, ...files]);
  const manifest = signManifest(
    {
      format: 'sri-manifest/2',
      jobId,
      orgId,
      userId,
      flowId,
      version,
      script: { sha256: scriptHash, signature: scriptSignature, keyId },
      attempt: fenceText(job),
      status: result.status,
      startedAt,
      finishedAt,
      workerId: context.config.workerId,
      workerVersion: PRODUCT_VERSION,
      browser: context.runner.browserVersion(),
      sessionVersion: execution.sessionVersion ?? null,
      objects,
    },
    context.config.signing,
  );
  await writeJson(dir, MANIFEST_FILE, manifest);
  const all = Object.entries({ ...objects, ...(await digestFiles(dir, [MANIFEST_FILE])) });
  return Object.fromEntries(all.map(([name, { sha256 }]) => [name, sha256]));
}

/** Uploads under the attempt's own folder, before it is finished (R11). Throws `result_upload`. */
export async function uploadAttempt(context: JobContext, delivery: Delivery, names: readonly string[]): Promise<void> {
  const { job, envelope, lease, dir, log } = delivery;
  const { gen, att } = job.claim.fence;
  await uploadFiles({
    s3: context.s3,
    prefix: attemptPrefix(envelope.orgId, envelope.userId, envelope.jobId, gen, att),
    dir,
    names,
    fence: fenceText(job),
    patienceMs: lease.why() === undefined ? context.config.times.uploadRetry : SHORT_PATIENCE_MS,
    // Past the hard limit the lease is not extended: the end has to be told while it lasts.
    signal: lease.overdue.aborted ? lease.gone : AbortSignal.any([lease.gone, lease.overdue]),
    onTrouble: (error) =>
      log.warn({ err: { message: String(error) } }, 'S3 does not take the results yet, trying again'),
  });
}

/**
 * Puts the documented names of an attempt that the queue has accepted. Gives up after a while, or when told to hurry: the
 * control plane then copies them from the attempt. Returns whether they are there.
 */
export async function promote(
  context: JobContext,
  delivery: Delivery,
  names: readonly string[],
  hurry: AbortSignal,
): Promise<boolean> {
  const { job, envelope, dir, log } = delivery;
  try {
    await uploadFiles({
      s3: context.s3,
      prefix: resultPrefix(envelope.orgId, envelope.userId, envelope.jobId),
      dir,
      names,
      fence: fenceText(job),
      patienceMs: PROMOTE_WITHIN_MS,
      signal: AbortSignal.any([hurry, AbortSignal.timeout(PROMOTE_WITHIN_MS)]),
    });
    return true;
  } catch (error) {
    log.warn({ err: { message: String(error) } }, 'the control plane has to put the final names of the results');
    return false;
  }
}
