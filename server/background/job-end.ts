import type { JobError } from '@sri/shared/errors.ts';
import type { Ended } from '@sri/shared/queue/queue-contract.ts';
import type { JobEnd } from '../features/jobs/record-end.ts';

const RUN_LIMIT: JobError = {
  code: 'run_limit',
  message: 'La ejecución superó su tiempo máximo y se detuvo',
  hint: 'Revisa en qué paso se quedó. Si el portal es lento, sube "timeoutMs" en las opciones del flujo.',
};

const UNREADABLE: JobError = {
  code: 'internal',
  message: 'No se entiende lo que informó el robot',
  hint: 'Robot y plano de control son de versiones distintas: actualiza los dos y vuelve a ejecutar.',
};

function workerLost({ stalls, lastWorker }: Ended): JobError {
  const last = lastWorker === undefined ? '' : ` (el último: ${lastWorker})`;
  return {
    code: 'worker_lost',
    message: `La ejecución perdió su robot ${stalls} veces y se abandonó${last}`,
    hint: 'Revisa en el registro de ese robot qué hace caer al navegador; después, reintenta la ejecución.',
  };
}

/** Results that were to be there and are not. */
export function resultsLost(names: readonly string[]): JobError {
  return {
    code: 'result_upload',
    message: `Se perdieron archivos del resultado: ${names.slice(0, 5).join(', ')}`,
    hint: 'Alguien los borró de S3 antes de que se registraran. Reintenta la ejecución.',
  };
}

/** What the queue says of an end, as it is to be recorded. */
export function endOf(ended: Ended): JobEnd {
  const { by, cause, outcome, stalls, lastWorker } = ended;
  const base = { stalls, steps: outcome?.steps ?? [], objects: outcome?.objects ?? {} };
  const workerId = outcome?.workerId ?? lastWorker;
  if (by === 'cancel') return { ...base, status: 'cancelled', workerId };
  if (by === 'dead') {
    return { ...base, status: 'failed', error: cause === 'run_limit' ? RUN_LIMIT : workerLost(ended), workerId };
  }
  if (outcome === undefined) return { ...base, status: 'failed', error: UNREADABLE, workerId };
  const { status, error, heldSession, sessionRefreshed } = outcome;
  return { ...base, status, error, heldSession, sessionRefreshed, workerId };
}
