import { AppError } from '@sri/shared/errors.ts';
import type { Scope } from '../browser/scope.ts';

export interface RunLimit {
  scope: Scope;
  /** Ends the run with this error. */
  stop: (error: AppError) => void;
  end: () => void;
}

/** The scope of a whole run: it ends when the caller aborts it, when its time is over, or when it is stopped. */
export function limitRun({ signal, deadline }: { signal: AbortSignal; deadline: number }): RunLimit {
  const own = new AbortController();
  const cancel = (): void =>
    own.abort(new AppError('cancelled', 'La ejecución se detuvo', { hint: 'Vuelve a ejecutarla cuando quieras.' }));
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  const overdue = (): void =>
    own.abort(
      new AppError('run_limit', 'La ejecución pasó de su tiempo máximo', {
        hint: 'Divide el flujo en varios, o da más tiempo a la ejecución en sus opciones.',
      }),
    );
  const timer = setTimeout(overdue, Math.max(0, deadline - performance.now()));
  return {
    scope: { signal: own.signal, deadline },
    stop: (error) => own.abort(error),
    end: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    },
  };
}
