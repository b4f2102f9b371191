import type { AppError, ErrorCode } from '@sri/shared/errors.ts';

/** Errors that another try of the same step cannot mend. */
export const FINAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'variable_missing',
  'secret_missing',
  'address_refused',
  'login_required',
  'login_refused',
  'cancelled',
  'run_limit',
  'browser_crashed',
  'redis_unavailable',
  'disk_full',
]);

const OF_THE_STEP: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'variable_missing',
  'secret_missing',
  'address_refused',
]);

/** Errors after which a run ends whatever the steps around say of going on. */
export function endsRun({ code }: AppError): boolean {
  return FINAL.has(code) && !OF_THE_STEP.has(code);
}
