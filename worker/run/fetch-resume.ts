import { GetObjectCommand, NoSuchKey } from '@aws-sdk/client-s3';
import { AppError } from '@sri/shared/errors.ts';
import { MAX_RESUME_BYTES, resumeStateSchema, type ResumeRef, type ResumeState } from '@sri/shared/model/resume.ts';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import { RESULTS_BUCKET } from '@sri/shared/protocol/s3-keys.ts';
import { keepTrying } from '../artifacts/keep-trying.ts';
import type { JobContext } from './job-context.ts';

function unreadable(cause?: unknown): AppError {
  return new AppError('resume_unreadable', 'No se puede retomar: lo que dejó la otra ejecución ya no está o cambió', {
    hint: 'Ejecuta el flujo de nuevo desde el principio.',
    cause,
  });
}

function parsed(bytes: Uint8Array, { sha256, stepId }: ResumeRef): ResumeState {
  if (sha256Hex(bytes) !== sha256) throw unreadable();
  try {
    const state = resumeStateSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    if (state.stepId === stepId) return state;
  } catch (cause) {
    throw unreadable(cause);
  }
  throw unreadable();
}

/**
 * What an earlier execution left, if its bytes are those that the control plane recorded. Waits while S3 is away. Throws
 * `resume_unreadable`, `storage_unavailable`.
 */
export async function fetchResume(
  { s3, config }: Pick<JobContext, 's3' | 'config'>,
  ref: ResumeRef,
  signal: AbortSignal,
): Promise<ResumeState> {
  async function get(): Promise<Uint8Array> {
    const command = new GetObjectCommand({ Bucket: RESULTS_BUCKET, Key: ref.key });
    const { Body, ContentLength = 0 } = await s3.send(command, { abortSignal: signal });
    if (Body === undefined || ContentLength > MAX_RESUME_BYTES) throw unreadable();
    return Body.transformToByteArray();
  }
  const passes = (error: unknown): boolean => !(error instanceof NoSuchKey) && !(error instanceof AppError);
  let bytes: Uint8Array;
  try {
    bytes = await keepTrying(get, { signal, patienceMs: config.times.uploadRetry, passes });
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    if (cause instanceof NoSuchKey) throw unreadable(cause);
    throw new AppError('storage_unavailable', 'S3 no responde', {
      hint: 'Se vuelve a intentar solo. Si dura, mira /ready del plano de control.',
      cause,
    });
  }
  return parsed(bytes, ref);
}
