import { AppError } from '@sri/shared/errors.ts';

const MOST_RETRIES = 2;

/**
 * Whether a reading call is made again by itself: where the server had a passing fault, twice. What it refused (4xx) it
 * would refuse again; what did not reach it is asked for anew once the connection is back.
 */
export function isWorthRetrying(failures: number, error: Error): boolean {
  return (
    failures < MOST_RETRIES &&
    error instanceof AppError &&
    error.retryable &&
    error.status >= 500 &&
    error.code !== 'server_unreachable'
  );
}
