import { AppError } from '../errors.ts';

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

/** True where S3 answered that there is no such object. */
export function isMissing(error: unknown): boolean {
  return ['NotFound', 'NoSuchKey'].includes(nameOf(error));
}

/** Whatever S3 or the way to it failed with, as an error that may be told and tried again. */
export function storageUnavailable(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const missingBucket = nameOf(cause) === 'NoSuchBucket';
  return new AppError(
    'storage_unavailable',
    missingBucket ? 'A bucket is missing.' : 'The file storage cannot be reached.',
    {
      hint: missingBucket
        ? 'Create it (mc mb local/sri-results); /ready names it.'
        : 'Try again in a few seconds; if it lasts, look at /ready.',
      cause,
      retryAfterSeconds: 5,
    },
  );
}

/** The same promise, failing with `storage_unavailable`; a missing object is told apart by `onMissing`. */
export async function fromStorage<T>(work: Promise<T>, onMissing?: () => T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (onMissing !== undefined && isMissing(error)) return onMissing();
    throw storageUnavailable(error);
  }
}
