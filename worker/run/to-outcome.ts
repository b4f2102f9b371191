import { AppError, type JobError } from '@sri/shared/errors.ts';
import { fullJitter } from '@sri/shared/lang/backoff.ts';
import type { StepReport } from '@sri/shared/model/job.ts';
import type { Outcome } from '@sri/shared/queue/queue-contract.ts';
import type { StopReason } from '../claim/lease.ts';
import type { RunScriptResult } from '../runner/run-script-contract.ts';

/** How an attempt went, before it is told to the queue. */
export interface AttemptResult {
  status: Outcome['status'];
  error?: JobError;
  retryable: boolean;
  steps: StepReport[];
}

/** Steps that are told with the outcome; `result.json` has them all. */
const MAX_STEPS_TOLD = 500;

/** An error of the worker as one that a job can end with. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('internal', 'El robot tuvo un error propio', {
    hint: 'Mira worker-combined.log en el robot; el error está allí con este job.',
    cause: error,
  });
}

/** An error before or after the run. Its code decides whether it may pass by itself (R18). */
export function failedWith(error: unknown, steps: StepReport[] = []): AttemptResult {
  const { code, message, hint, retryable } = asAppError(error);
  return { status: 'failed', error: { code, message, hint }, retryable, steps };
}

const OVERDUE: JobError = {
  code: 'run_limit',
  message: 'La ejecución pasó su tiempo máximo',
  hint: 'Divide el flujo, o dale más tiempo con options.timeoutMs.',
};

/** What the runner said, as the attempt's result. */
export function resultOf({ status, error, steps }: RunScriptResult): AttemptResult {
  if (error === undefined) return { status, retryable: false, steps };
  const { retryable, ...told } = error;
  return { status, error: told, retryable: status === 'failed' && retryable, steps };
}

/**
 * The result, seen with why the attempt was stopped and whether a step that must not be repeated had begun: what would
 * be tried again by itself is then for a person to look at (R19).
 */
export function judged(result: AttemptResult, why: StopReason | undefined, pastNoReturn: boolean): AttemptResult {
  const { steps } = result;
  const unfinished = result.status === 'failed' || result.status === 'cancelled';
  if (why === 'overdue' && unfinished) return { status: 'failed', error: OVERDUE, retryable: false, steps };
  if (why === 'cancel' && unfinished) return { status: 'cancelled', retryable: false, steps };
  if (result.retryable && pastNoReturn) return { ...result, status: 'needs_review', retryable: false };
  return result;
}

export interface OutcomeFacts {
  workerId: string;
  startedAt: number;
  attempt: number;
  objects: Record<string, string>;
  heldSession?: string | undefined;
  sessionRefreshed?: boolean;
  retry: { baseMs: number; capMs: number };
}

/** What is told to the queue; a retry's pause is drawn here. */
export function toOutcome(result: AttemptResult, facts: OutcomeFacts): Outcome {
  return {
    status: result.status,
    ...(result.error === undefined ? {} : { error: result.error }),
    ...(result.retryable ? { retry: { delayMs: fullJitter(facts.attempt, facts.retry) } } : {}),
    ...(result.status === 'needs_login' && facts.heldSession !== undefined ? { heldSession: facts.heldSession } : {}),
    ...(facts.sessionRefreshed === true ? { sessionRefreshed: true } : {}),
    workerId: facts.workerId,
    startedAt: facts.startedAt,
    finishedAt: Date.now(),
    steps: result.steps.slice(-MAX_STEPS_TOLD),
    objects: facts.objects,
  };
}
