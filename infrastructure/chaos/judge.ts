import { DEFAULT_QUEUE_OPTIONS } from '@sri/shared/queue/queue-contract.ts';
import type { Facts, RecordedJob } from './facts.ts';

/** What a run showed. Every list is empty where all is well. */
export interface Verdict {
  lost: string[];
  recordedTwice: string[];
  withoutResult: string[];
  other: string[];
  completed: number;
  cancelled: number;
  failed: number;
  /** Of those, the ones that lost too many leases. */
  givenUp: number;
  /** Jobs that workers began more than once. */
  beganAgain: number;
}

const FINAL = new Set(['completed', 'failed', 'cancelled']);

/** What is wrong with a completed job's objects, in words; null where they are the accepted attempt's. */
function faultOfResults({ jobId, fence, objects }: RecordedJob, results: Facts['results']): string | null {
  const names = Object.keys(objects);
  if (!names.includes('execution.log')) return `${jobId}: no execution.log was told`;
  for (const name of names) {
    const found = results.get(`${jobId}/${name}`);
    if (found === undefined) return `${jobId}: ${name} is missing`;
    if (found.fence !== fence) return `${jobId}: ${name} is of attempt ${found.fence}, accepted was ${fence}`;
    if (found.sha256 !== objects[name]) return `${jobId}: ${name} has other bytes than the accepted attempt told`;
  }
  return null;
}

/** So many lost leases end a job (R20); faults that follow each other closely may hit one job so often. */
const { maxStalls } = DEFAULT_QUEUE_OPTIONS;

/** Each lease that was lost had begun. */
function mayBeGivenUp({ jobId, code }: RecordedJob, { begun }: Facts): boolean {
  return code === 'worker_lost' && (begun.get(jobId)?.length ?? 0) >= maxStalls;
}

/** A job that found no session ended as it must, if its last attempt looked while a FLUSHALL had taken the sessions. */
function mayFail({ jobId, code }: RecordedJob, { begun, saidFailed, sessionGaps }: Facts): boolean {
  const from = Math.max(...(begun.get(jobId) ?? [Infinity]));
  const to = Math.min(...(saidFailed.get(jobId) ?? []).filter((at) => at >= from));
  return code === 'session_not_found' && sessionGaps.some((gap) => from <= gap.to && gap.from <= to);
}

/** Judges what was read at the end of a run. */
export function judge(facts: Facts): Verdict {
  const { accepted, recorded, results, shown, begun, leftovers, contradictions } = facts;
  const byId = new Map(recorded.map((job) => [job.jobId, job]));
  const askedFor = new Map(accepted.map((job) => [job.jobId, job]));
  const verdict: Verdict = {
    lost: [],
    recordedTwice: recorded.filter(({ ends }) => ends > 1).map(({ jobId, ends }) => `${jobId}: ${ends} ends`),
    withoutResult: [],
    other: [...contradictions, ...leftovers],
    completed: 0,
    cancelled: 0,
    failed: 0,
    givenUp: 0,
    beganAgain: [...begun.values()].filter(({ length }) => length > 1).length,
  };
  for (const { jobId } of accepted) {
    const job = byId.get(jobId);
    if (job === undefined || !FINAL.has(job.status)) verdict.lost.push(`${jobId}: ${job?.status ?? 'no row'}`);
  }
  for (const job of recorded) {
    const { jobId, status, ends } = job;
    const asked = askedFor.get(jobId);
    if (asked === undefined) verdict.other.push(`${jobId}: nobody asked for it`);
    if (FINAL.has(status) && ends === 0) verdict.other.push(`${jobId}: ${status} without an entry in the audit log`);
    const word = shown.get(jobId);
    if (word !== undefined && word !== status) verdict.other.push(`${jobId}: shown as ${word}, recorded as ${status}`);
    if (status === 'completed') {
      verdict.completed += 1;
      const fault = faultOfResults(job, results);
      if (fault !== null) verdict.withoutResult.push(fault);
    } else if (status === 'cancelled') {
      verdict.cancelled += 1;
      if (asked?.cancelAsked === false) verdict.other.push(`${jobId}: cancelled, and nobody asked for that`);
    } else if (FINAL.has(status)) {
      verdict.failed += 1;
      if (job.code === 'worker_lost') verdict.givenUp += 1;
      if (!mayFail(job, facts) && !mayBeGivenUp(job, facts))
        verdict.other.push(`${jobId}: failed by ${job.code ?? 'nothing'}`);
    }
  }
  return verdict;
}

/** All that is wrong. */
export function violations({ lost, recordedTwice, withoutResult, other }: Verdict): string[] {
  return [
    ...lost.map((text) => `lost: ${text}`),
    ...recordedTwice.map((text) => `recorded twice: ${text}`),
    ...withoutResult.map((text) => `completed without its result: ${text}`),
    ...other,
  ];
}
