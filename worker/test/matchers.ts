import { expect } from 'vitest';
import type { StepReport } from '@sri/shared/model/job.ts';

/** A text that contains this one, where a whole object is compared. */
export function containing(text: string): unknown {
  return expect.stringContaining(text);
}

/** A text that the pattern fits, where a whole object is compared. */
export function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

/** How steps ended, to be compared at once: `passed`, or the code and message of the error. */
export function ended(reports: readonly StepReport[]): string[] {
  return reports.map(({ status, error }) => (error === undefined ? status : `${error.code}: ${error.message}`));
}
