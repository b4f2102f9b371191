import type { JobError } from '@sri/shared/errors.ts';
import type { JobStatus } from '@sri/shared/model/job.ts';
import type { ResumeRef } from '@sri/shared/model/resume.ts';
import type { JobDetail, JobStep, JobSummary, Waiting } from '@sri/shared/protocol/api/jobs.ts';
import { resultPrefix } from '@sri/shared/protocol/s3-keys.ts';

/** Columns as pg hands them out. */
export interface JobRow {
  org_id: string;
  id: string;
  user_id: string;
  user_name: string;
  provider_id: string;
  provider: string;
  flow_id: string;
  flow_name: string;
  version: string;
  script_hash: string;
  script_signature: string;
  key_id: string;
  status: JobStatus;
  gen: number;
  att: number;
  stalls: number;
  inputs: Record<string, string | number | boolean | null>;
  metadata: Record<string, unknown>;
  error: JobError | null;
  cancel_requested_at: Date | null;
  worker_id: string | null;
  result: { objects?: Record<string, string> } | null;
  retry_of: string | null;
  schedule_id: string | null;
  schedule_name: string | null;
  test: boolean;
  resumable_from: string | null;
  resume: ResumeRef | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

export interface JobStepRow {
  step_id: string;
  path: string;
  type: string;
  name: string | null;
  status: string;
  started_at: Date;
  duration_ms: number | null;
  message: string | null;
  error: JobError | null;
}

export const JOB_COLUMNS = `j.org_id, j.id, j.user_id, coalesce(u.name, '') as user_name, j.provider_id, j.provider, j.flow_id, f.name as flow_name, j.version,
  j.script_hash, j.script_signature, j.key_id, j.status, j.gen, j.att, j.stalls, j.inputs, j.metadata, j.error,
  j.cancel_requested_at, j.worker_id, j.result, j.retry_of, j.schedule_id, s.name as schedule_name, j.test, j.resumable_from, j.resume, j.created_at, j.started_at, j.finished_at`;
export const JOB_TABLES = `jobs j join flows f on f.org_id = j.org_id and f.id = j.flow_id
  left join users u on u.id = j.user_id left join providers p on p.id = j.provider_id
  left join schedules s on s.org_id = j.org_id and s.id = j.schedule_id`;

export function prefixOf(row: Pick<JobRow, 'org_id' | 'user_id' | 'id'>): string {
  return resultPrefix(row.org_id, row.user_id, row.id);
}

/** `usualMs`: what its flow usually takes, where that is known. */
export function toJobSummary(row: JobRow, usualMs?: number): JobSummary {
  return {
    jobId: row.id,
    status: row.status,
    ...(row.error === null ? {} : { error: row.error }),
    userId: row.user_id,
    userName: row.user_name,
    providerId: row.provider_id,
    provider: row.provider,
    flowId: row.flow_id,
    flowName: row.flow_name,
    version: row.version,
    scriptHash: row.script_hash,
    inputs: row.inputs,
    workerId: row.worker_id,
    usualMs: usualMs ?? null,
    retryOf: row.retry_of,
    schedule: row.schedule_id === null ? null : { id: row.schedule_id, name: row.schedule_name ?? '' },
    test: row.test,
    resumableFrom: row.resumable_from,
    resumedFrom: row.resume?.stepId ?? null,
    cancelRequested: row.cancel_requested_at !== null,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

function toJobStep(row: JobStepRow): JobStep {
  return {
    stepId: row.step_id,
    path: row.path,
    type: row.type,
    name: row.name,
    status: row.status,
    startedAt: row.started_at.toISOString(),
    durationMs: row.duration_ms,
    message: row.message,
    error: row.error,
  };
}

export function toJobDetail(
  row: JobRow,
  steps: readonly JobStepRow[],
  waiting: Waiting | null,
  usualMs?: number,
): JobDetail {
  return {
    ...toJobSummary(row, usualMs),
    scriptSignature: row.script_signature,
    keyId: row.key_id,
    gen: row.gen,
    attempt: row.att,
    stalls: row.stalls,
    metadata: row.metadata,
    resultPrefix: prefixOf(row),
    waiting,
    steps: steps.map(toJobStep),
  };
}
