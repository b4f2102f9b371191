import { AppError } from '@sri/shared/errors.ts';
import { browserError } from '../browser/browser-error.ts';
import { abortReason, type Scope } from '../browser/scope.ts';
import { FINAL } from '../steps/ends-run.ts';

/** May a step that ended so be tried again at once (`retry(n)`)? */
export function mayRetryStep(error: AppError): boolean {
  return !FINAL.has(error.code);
}

/** Whatever a step threw, as the error that ends it. `words` say what it was doing. */
export function toStepError(error: unknown, words: string, scope: Scope, timeoutMs: number): AppError {
  if (scope.signal.aborted) return abortReason(scope.signal);
  if (error instanceof AppError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT' || /ENOSPC|no space left|disk quota/i.test(text)) {
    return new AppError('disk_full', 'El robot se quedó sin espacio en disco', {
      hint: 'Se vuelve a intentar en otro momento. Avisa a quien administra los robots.',
      cause: error,
    });
  }
  return browserError(error, words, timeoutMs);
}
