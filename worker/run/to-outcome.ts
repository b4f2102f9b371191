import { AppError, type JobError } from '@sri/shared/errors.ts';
import { fullJitter } from '@sri/shared/lang/backoff.ts';
import type { StepReport } from '@sri/shared/model/job.ts';
import type { Outcome } from '@sri/shared/queue/queue-contract.ts';
import type { RunScriptResult } from '../runner/run-script-contract.ts';
import type { StopReason } from '../claim/lease.ts';

/** How an attempt went, before it is told to the queue. */
export interface AttemptResult {
  status: Outcome['status'];
  error?: JobError;
  retryable: boolean;
  steps: StepReport[];
}

/** Steps that are told with the outcome; `result.json` has them all. */
const MAX_STEPS_TOLD = 500;

/** An error before or after the run. Its code decides whether it may pass by itself (R18). */
export function failedWith(error: unknown): AttemptResult {
  const known =
    error instanceof AppError
      ? error
      : new AppError('internal', 'El robot tuvo un error propio', {
          hint: 'Mira worker-combined.log en el robot; el error está allí con este job.',
          cause: error,
        });
  const { code, message, hint, retryable } = known;
  return { status: 'failed', error: { code, message, hint }, retryable, steps: [] };
}

const OVERDUE: JobError = {
  code: 'run_limit',
  message: 'La ejecución pasó su tiempo máximo',
  hint: 'Divide el flujo, o dale más tiempo con options.timeoutMs.',
};

/** What the runner said, seen with why it was stopped and whether the point of no return was passed (R19). */
export function resultOf(run: RunScriptResult, why: StopReason | undefined, passed: boolean): AttemptResult {
  const { steps } = run;
  if (why === 'overdue') return { status: 'failed', error: OVERDUE, retryable: false, steps };
  if (run.status === 'cancelled') return { status: 'cancelled', retryable: false, steps };
  if (run.error === undefined) return { status: run.status, retryable: false, steps };
  const { retryable, ...error } = run.error;
  const repeatable = !(passed || run.pastPointOfNoReturn);
  if (run.status === 'failed' && retryable && !repeatable)
    return { status: 'needs_review', error, retryable: false, steps };
  return { status: run.status, error, retryable: run.status === 'failed' && retryable, steps };
}

export interface OutcomeFacts {
  workerId: string;
  startedAt: number;
  attempt: number;
  objects: Record<string, string>;
  heldSession: string | undefined;
  retry: { baseMs: number; capMs: number };
}

/** What is told to the queue; a retry's pause is drawn here. */
export function toOutcome(result: AttemptResult, facts: OutcomeFacts): Outcome {
  return {
    status: result.status,
    ...(result.error === undefined ? {} : { error: result.error }),
    ...(result.retryable ? { retry: { delayMs: fullJitter(facts.attempt, facts.retry) } } : {}),
    ...(result.status === 'needs_login' && facts.heldSession !== undefined ? { heldSession: facts.heldSession } : {}),
    workerId: facts.workerId,
    startedAt: facts.startedAt,
    finishedAt: Date.now(),
    steps: result.steps.slice(-MAX_STEPS_TOLD),
    objects: facts.objects,
  };
}
