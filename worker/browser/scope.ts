import { AppError } from '@sri/shared/errors.ts';

/** What limits one piece of work: an abort signal and a deadline, handed down as one argument. */
export interface Scope {
  /** Aborted with an `AppError` as its reason when the work has to end now. */
  readonly signal: AbortSignal;
  /** On the clock of `performance.now()`, in ms. Waiting for something on the page ends here. */
  readonly deadline: number;
}

/** ms until the scope's deadline, never negative. */
export function timeLeft(scope: Scope): number {
  return Math.max(0, scope.deadline - performance.now());
}

/** `timeLeft` as Playwright takes it, for which 0 would mean "without limit". */
export function playwrightTimeout(scope: Scope): number {
  return Math.max(1, Math.ceil(timeLeft(scope)));
}

/** The reason of an aborted signal, as the error to throw. */
export function abortReason(signal: AbortSignal): AppError {
  const reason: unknown = signal.reason;
  if (reason instanceof AppError) return reason;
  return new AppError('cancelled', 'La ejecución se detuvo', { hint: 'Vuelve a ejecutarla cuando quieras.' });
}

/** Throws the signal's reason if it has aborted. */
export function throwIfAborted(scope: Pick<Scope, 'signal'>): void {
  if (scope.signal.aborted) throw abortReason(scope.signal);
}

/**
 * Waits for `work`, but no longer than the signal allows: a hung page never answers, and then its promise never settles.
 * Rejects with the signal's reason.
 */
export async function within<T>({ signal }: Pick<Scope, 'signal'>, work: Promise<T>): Promise<T> {
  if (signal.aborted) {
    work.catch(() => undefined);
    throw abortReason(signal);
  }
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(abortReason(signal));
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    work.catch(() => undefined);
  }
}

/** How long the hard end comes after the deadline: time for what waits to say what it waited for. */
const graceMs = (ms: number): number => Math.min(Math.max(ms, 2000), 5000);

export interface LimitedScope extends Scope {
  /** To be called when the work is over. */
  end: () => void;
}

/**
 * A narrower scope: its deadline is `ms` from now, and shortly after it the signal aborts with `reason`, for pages that do not answer
 * at all. The outer scope's end ends it too.
 */
export function limitScope(outer: Scope, ms: number, reason: () => AppError): LimitedScope {
  const own = new AbortController();
  const timer = setTimeout(() => own.abort(reason()), Math.min(ms + graceMs(ms), 2 ** 31 - 1));
  return {
    signal: AbortSignal.any([outer.signal, own.signal]),
    deadline: Math.min(outer.deadline, performance.now() + ms),
    end: () => clearTimeout(timer),
  };
}

/** Waits for `work` at most `ms`; what took longer, or failed, is `fallback`. For things that are nice to have. */
export async function attempt<T>(work: Promise<T>, fallback: T, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(fallback), ms);
  });
  try {
    return await Promise.race([work.catch(() => fallback), late]);
  } finally {
    clearTimeout(timer);
  }
}
